import { useTranslation } from "react-i18next";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import type { Lead } from "../types";
import { useLeadActs } from "../useLeadActs";

/** Back to marketing, with the reason. */
export function ReturnForm({ lead, close }: { lead: Lead; close: () => void }) {
  const { t } = useTranslation("leads");
  const { giveBack, isPending, problem } = useLeadActs({ quiet: true });
  return (
    <Form
      submit={t("act.return")}
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={async ({ reason = "" }) => {
        if (await giveBack(lead, reason.trim())) close();
      }}
    >
      <TextField
        name="reason"
        label={t("field.reason")}
        hint={t("return.hint")}
        lines={3}
        maxLength={2000}
        isRequired
        autoFocus
      />
    </Form>
  );
}
