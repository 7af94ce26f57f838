import { useTranslation } from "react-i18next";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { todayIn } from "../../../parts/days";
import { Select } from "../../../ui/choices";
import { DatePicker } from "../../../ui/dates";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { useContacts } from "../queries";
import { addQuiet } from "./quiet";

const COMPANY = "company";

/** Who is left alone, until when, and why. */
export function QuietForm({ accountId, close }: { accountId: string; close: () => void }) {
  const { t } = useTranslation("customers");
  const { zone } = useSession();
  const people = useContacts(accountId, false).data?.contacts ?? [];
  const { run, isPending, problem } = useCommand();
  const today = todayIn(zone);
  return (
    <Form
      submit={t("quiet.add")}
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={async ({ who = COMPANY, fromDate = "", untilDate = "", reason = "" }) => {
        const contactId = who === COMPANY ? "" : who;
        const body = { accountId, contactId, fromDate, untilDate, reason: reason.trim() };
        if (await run(() => addQuiet(body), { done: t("quiet.added"), quiet: true })) close();
      }}
      columns="two"
    >
      <div className="whole">
        <Select
          name="who"
          label={t("quiet.who")}
          options={[{ id: COMPANY, name: t("quiet.company") }, ...people.map(({ id, name }) => ({ id, name }))]}
          defaultValue={COMPANY}
        />
      </div>
      <DatePicker name="fromDate" label={t("quiet.from")} defaultValue={today} />
      <DatePicker name="untilDate" label={t("quiet.until")} hint={t("quiet.untilHint")} from={today} />
      <div className="whole">
        <TextField name="reason" label={t("quiet.reason")} maxLength={500} isRequired autoFocus />
      </div>
    </Form>
  );
}
