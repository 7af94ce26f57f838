import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { attach } from "../../../parts/attaching";
import { FileField } from "../../../parts/FileField";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { Dialog } from "../../../ui/overlays";
import { AnswerLines } from "../AnswerLines";
import { answersOf, type Saying, unsaid } from "../answering";
import type { Statement } from "../types";

const SCANS = [".pdf", ".jpg", ".jpeg", ".png"];

/** An answer that came on paper or by word of mouth; with the scan of the stamped paper it is worth more. */
export function RecordAnswer({ of, onClose }: { of: Statement; onClose: () => void }) {
  const { t } = useTranslation("statements");
  const { run, isPending, problem } = useCommand();
  const [saying, setSaying] = useState<Saying>({});
  const [missing, setMissing] = useState<number>();
  const [file, setFile] = useState<File>();
  return (
    <Dialog title={t("act.record")} isWide isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {(close) => (
        <Form
          submit={t("record.submit")}
          isPending={isPending}
          problem={problem}
          onCancel={close}
          onSubmit={async ({ name = "", position = "" }) => {
            const open = unsaid(of.items, saying);
            setMissing(open);
            if (open !== undefined) return;
            const done = await run(
              async () => {
                const category = "ATTACHMENT_CATEGORY_BALANCE_CONFIRMATION";
                const scan = file && (await attach(file, { type: "account_statement", id: of.id }, category));
                const body = {
                  name,
                  position,
                  answers: answersOf(of.items, saying),
                  ...(scan && { scanAttachmentIds: [scan.id] }),
                };
                const params = { path: { account_statement_id: of.id }, header: ifMatch(of) };
                return reply(api.POST("/v1/accountStatements/{account_statement_id}:recordAnswer", { params, body }));
              },
              { done: t("record.done"), quiet: true },
            );
            if (done) close();
          }}
        >
          <AnswerLines
            items={of.items}
            saying={saying}
            onChange={(position, said) => setSaying((before) => ({ ...before, [position]: said }))}
            missing={missing}
          />
          <TextField name="name" label={t("field.answeredBy")} maxLength={200} isRequired />
          <TextField name="position" label={t("field.position")} maxLength={200} />
          <FileField
            label={t("record.scan")}
            value={file}
            onChange={setFile}
            accept={SCANS}
            hint={t("record.scanHint")}
          />
        </Form>
      )}
    </Dialog>
  );
}
