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
import type { Values } from "../../../ui/formValues";
import { MoneyField } from "../../../ui/MoneyField";
import { todayIn } from "../../days";
import { useContactsOf } from "../../log/subject";
import type { Instalment } from "../types";
import { Speaker, speakerOf } from "./Speaker";

type Medium = components["schemas"]["receivables.PromiseMedium"];

/** Notes that the customer promised to pay on a day. */
export function PromiseForm({ of, close }: { of: Instalment; close: () => void }) {
  const { t } = useTranslation("instalment");
  const { zone } = useSession();
  const media = useChoices("PromiseMedium").map(({ value, text }) => ({ id: value, name: text }));
  const { data } = useContactsOf(of.customerId);
  const { run, isPending, problem } = useCommand();
  const currencyCode = of.amount?.currencyCode ?? "";
  const body = (values: Values) => ({
    promiseDate: values.promiseDate ?? "",
    medium: values.medium as Medium,
    evidence: values.evidence?.trim() ?? "",
    lines: [{ instalmentId: of.id, amount: { currencyCode, amount: values["lines.0.amount"] ?? "" } }],
    ...speakerOf(values.contactId, data?.contacts),
  });
  return (
    <Form
      columns="two"
      submit={t("act.promise")}
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={async (values) => {
        const done = t("done.promise");
        if (await run(() => reply(api.POST("/v1/promises", { body: body(values) })), { done, quiet: true })) close();
      }}
    >
      <DatePicker name="promiseDate" label={t("form.promiseDate")} from={todayIn(zone)} isRequired autoFocus />
      <MoneyField
        name="lines.0.amount"
        label={t("form.promised")}
        currencyCode={currencyCode}
        defaultValue={of.payable?.amount ?? ""}
        isRequired
      />
      <Select
        name="medium"
        label={t("form.medium")}
        options={media}
        defaultSelectedKey="PROMISE_MEDIUM_PHONE"
        isRequired
      />
      <Speaker customerId={of.customerId} />
      <TextField name="evidence" label={t("form.words")} lines={3} maxLength={2000} />
    </Form>
  );
}
