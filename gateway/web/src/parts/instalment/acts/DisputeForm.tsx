import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import type { components } from "../../../api/generated/openapi";
import { fromMinor, toMinor } from "../../../api/money";
import { useSession } from "../../../app/session";
import { useChoices } from "../../../i18n/words";
import { ComboBox, Select } from "../../../ui/choices";
import { DatePicker } from "../../../ui/dates";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import type { Values } from "../../../ui/formValues";
import { MoneyField } from "../../../ui/MoneyField";
import { usePeople } from "../../../ui/people";
import { todayIn } from "../../days";
import { useContactsOf } from "../../log/subject";
import type { Instalment } from "../types";
import { Speaker, speakerOf } from "./Speaker";

type Schemas = components["schemas"];
type Body = Schemas["receivables.DisputeInput"];
type Side = Schemas["receivables.ResponsibleSide"];

/** Notes that the customer disputes an amount: it is not asked for until that is cleared up. */
export function DisputeForm({ of, close }: { of: Instalment; close: () => void }) {
  const { t } = useTranslation("instalment");
  const { zone } = useSession();
  const reasons = useChoices("DisputeReason").map(({ value, text }) => ({ id: value, name: text }));
  const sides = useChoices("ResponsibleSide").map(({ value, text }) => ({ id: value, name: text }));
  const { options: people } = usePeople();
  const { data } = useContactsOf(of.customerId);
  const { run, isPending, problem } = useCommand();
  const currencyCode = of.amount?.currencyCode ?? "";
  const body = (values: Values): Body => ({
    instalmentId: of.id,
    amount: { currencyCode, amount: values["amount.amount"] ?? "" },
    reason: values.reason as Body["reason"],
    detail: values.detail?.trim() ?? "",
    disputeDate: values.disputeDate ?? "",
    ...(values.responsibleSide && { responsibleSide: values.responsibleSide as Side }),
    ...(values.responsibleId && { responsibleId: values.responsibleId }),
    ...speakerOf(values.contactId, data?.contacts),
  });
  return (
    <Form
      columns="two"
      submit={t("act.dispute")}
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={async (values) => {
        const done = t("done.dispute");
        if (await run(() => reply(api.POST("/v1/disputes", { body: body(values) })), { done, quiet: true })) close();
      }}
    >
      <Select name="reason" label={t("form.disputeReason")} options={reasons} isRequired autoFocus />
      <MoneyField
        name="amount.amount"
        label={t("form.disputed")}
        currencyCode={currencyCode}
        defaultValue={undisputed(of)}
        isRequired
      />
      <TextField name="detail" label={t("form.words")} lines={3} maxLength={2000} />
      <DatePicker name="disputeDate" label={t("form.disputeDate")} defaultValue={todayIn(zone)} to={todayIn(zone)} />
      <Speaker customerId={of.customerId} />
      <Select name="responsibleSide" label={t("form.side")} options={sides} />
      <ComboBox name="responsibleId" label={t("form.responsible")} options={people} />
    </Form>
  );
}

function undisputed({ open, disputed }: Instalment): string {
  if (!open) return "";
  return fromMinor(toMinor(open) - (disputed ? toMinor(disputed) : 0n), open.currencyCode).amount;
}
