import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import type { components } from "../../../api/generated/openapi";
import { useChoices } from "../../../i18n/words";
import { Select } from "../../../ui/choices";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import type { Dispute } from "../types";

type Outcome = components["schemas"]["receivables.DisputeOutcome"];

/** Ends a dispute; whatever came of it, the claim stays as it is. */
export function ResolveForm({ of, close }: { of: Dispute; close: () => void }) {
  const { t } = useTranslation("instalment");
  const outcomes = useChoices("DisputeOutcome").map(({ value, text }) => ({ id: value, name: text }));
  const { run, isPending, problem } = useCommand();
  const params = { path: { dispute_id: of.id } };
  return (
    <Form
      submit={t("act.resolve")}
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={async ({ outcome, resolution = "" }) => {
        const body = { outcome: outcome as Outcome, resolution: resolution.trim() };
        const call = () => reply(api.POST("/v1/disputes/{dispute_id}:resolve", { params, headers: ifMatch(of), body }));
        if (await run(call, { done: t("done.resolve"), quiet: true })) close();
      }}
    >
      <Select name="outcome" label={t("form.outcome")} options={outcomes} isRequired autoFocus />
      <TextField name="resolution" label={t("form.resolution")} lines={3} maxLength={2000} isRequired />
    </Form>
  );
}
