import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import type { components } from "../../../api/generated/openapi";
import { useSession } from "../../../app/session";
import { useChoices } from "../../../i18n/words";
import { Select } from "../../../ui/choices";
import { DatePicker } from "../../../ui/dates";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { todayIn } from "../../days";
import { useContactsOf } from "../../log/subject";
import type { Instalment } from "../types";
import { Speaker, speakerOf } from "./Speaker";

type Kind = components["schemas"]["receivables.IntentKind"];

/** Notes whether the customer means to pay, and what shows it. */
export function IntentForm({ of, close }: { of: Instalment; close: () => void }) {
  const { t } = useTranslation("instalment");
  const { zone } = useSession();
  const kinds = useChoices("IntentKind").map(({ value, text }) => ({ id: value, name: text }));
  const { data } = useContactsOf(of.customerId);
  const { run, isPending, problem } = useCommand();
  return (
    <Form
      columns="two"
      submit={t("act.intent")}
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={async ({ kind, evidence = "", intentDate = "", contactId }) => {
        const speaker = speakerOf(contactId, data?.contacts);
        const body = { instalmentId: of.id, kind: kind as Kind, evidence: evidence.trim(), intentDate, ...speaker };
        if (await run(() => reply(api.POST("/v1/intents", { body })), { done: t("done.intent"), quiet: true })) close();
      }}
    >
      <Select name="kind" label={t("form.intent")} options={kinds} isRequired autoFocus />
      <DatePicker name="intentDate" label={t("form.intentDate")} defaultValue={todayIn(zone)} to={todayIn(zone)} />
      <TextField name="evidence" label={t("form.evidence")} lines={3} maxLength={2000} isRequired />
      <Speaker customerId={of.customerId} />
    </Form>
  );
}
