import { useTranslation } from "react-i18next";
import { ComboBox } from "../../../ui/choices";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { usePeople } from "../../../ui/people";
import type { Lead } from "../types";
import { useLeadActs } from "../useLeadActs";

/** Whose it is from now on, and why; the clock of the first follow-up starts. */
export function AssignFields() {
  const { t } = useTranslation("leads");
  const { options } = usePeople();
  return (
    <>
      <ComboBox
        name="ownerId"
        label={t("field.newOwner")}
        hint={t("assign.hint")}
        options={options}
        isRequired
        autoFocus
      />
      <TextField name="reason" label={t("assign.reason")} maxLength={500} />
    </>
  );
}

export function AssignForm({ lead, close }: { lead: Lead; close: () => void }) {
  const { t } = useTranslation("leads");
  const { assign, isPending, problem } = useLeadActs({ quiet: true });
  return (
    <Form
      submit={t("act.assign")}
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={async ({ ownerId = "", reason = "" }) => {
        if (await assign(lead, ownerId, reason.trim())) close();
      }}
    >
      <AssignFields />
    </Form>
  );
}
