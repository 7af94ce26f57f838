import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { todayIn } from "../../../parts/days";
import { plusDays } from "../../../parts/moments";
import { DatePicker } from "../../../ui/dates";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import type { Lead } from "../types";
import { useLeadActs } from "../useLeadActs";

/** Why it will not become a sale; and when somebody is to try again, where it is only too early. */
export function DisqualifyFields() {
  const { t } = useTranslation("leads");
  const { zone } = useSession();
  return (
    <>
      <TextField name="reason" label={t("field.reason")} lines={3} maxLength={2000} isRequired autoFocus />
      <DatePicker
        name="wakeDate"
        label={t("field.wake")}
        hint={t("disqualify.wakeHint")}
        from={plusDays(todayIn(zone), 1)}
      />
    </>
  );
}

export function DisqualifyForm({ lead, close }: { lead: Lead; close: () => void }) {
  const { t } = useTranslation("leads");
  const { disqualify, isPending, problem } = useLeadActs({ quiet: true });
  return (
    <Form
      submit={t("act.disqualify")}
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={async ({ reason = "", wakeDate = "" }) => {
        if (await disqualify(lead, reason.trim(), wakeDate)) close();
      }}
    >
      <DisqualifyFields />
    </Form>
  );
}
