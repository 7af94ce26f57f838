import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { Button } from "../../../ui/Button";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { AnswerLines } from "../AnswerLines";
import { answersOf, NOTHING, type Saying, unsaid } from "../answering";
import type { Shared } from "../types";

/** Every line is confirmed or disputed, and somebody says who answers. It is sent once. */
export function AnswerForm(props: { of: Shared; token: string; onAnswered: (shown: Shared) => void }) {
  const { of, token, onAnswered } = props;
  const { t } = useTranslation("statements");
  const { run, isPending, problem } = useCommand();
  const [saying, setSaying] = useState<Saying>({});
  const [missing, setMissing] = useState<number>();
  const confirmRest = (): void =>
    setSaying((before) =>
      Object.fromEntries(
        of.items.map(({ position }) => {
          const said = before[position] ?? NOTHING;
          return [position, said.verdict ? said : { ...said, verdict: "confirmed" }];
        }),
      ),
    );
  return (
    <section>
      <h2>{t("shared.items")}</h2>
      {of.items.length > 1 && (
        <div>
          <Button onPress={confirmRest}>{t("shared.confirmRest")}</Button>
        </div>
      )}
      <Form
        submit={t("shared.submit")}
        isPending={isPending}
        problem={problem}
        onSubmit={async ({ name = "", position = "" }) => {
          const open = unsaid(of.items, saying);
          setMissing(open);
          if (open !== undefined) return;
          const body = { token, name, position, answers: answersOf(of.items, saying) };
          const done = await run(() => reply(api.POST("/v1/sharedStatements:answer", { body })), { quiet: true });
          if (done) onAnswered(done);
        }}
      >
        <AnswerLines
          items={of.items}
          saying={saying}
          onChange={(position, said) => setSaying((before) => ({ ...before, [position]: said }))}
          missing={missing}
        />
        <TextField name="name" label={t("shared.name")} maxLength={200} autoComplete="name" isRequired />
        <TextField
          name="position"
          label={t("shared.position")}
          maxLength={200}
          autoComplete="organization-title"
          isRequired
        />
        <p className="statement-note">{t("shared.consent")}</p>
      </Form>
    </section>
  );
}
