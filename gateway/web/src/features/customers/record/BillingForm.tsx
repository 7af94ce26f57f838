import { useTranslation } from "react-i18next";
import { Checkbox, Select } from "../../../ui/choices";
import { Form } from "../../../ui/Form";
import { NumberField, TextField } from "../../../ui/fields";
import type { Account } from "../types";
import { billingOf, INVOICE_FIELDS, INVOICE_TYPES, PAPERS } from "./billing";
import type { FactsOf } from "./EditedFact";

interface BillingFormProps extends FactsOf {
  account: Account;
  close: () => void;
}

const DAYS = { minValue: 0, maxValue: 31 };

export function BillingForm({ account, change, isPending, problem, close }: BillingFormProps) {
  const { t } = useTranslation("customers");
  const { invoiceProfile: invoice, paymentHabit: habit } = account;
  return (
    <Form
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={async (values) => {
        if (await change(billingOf(values, account))) close();
      }}
      columns="two"
    >
      {INVOICE_FIELDS.map((field) => (
        <TextField
          key={field}
          name={`invoiceProfile.${field}`}
          label={t(`billing.${field}`)}
          defaultValue={invoice?.[field] ?? ""}
          maxLength={200}
        />
      ))}
      <Select
        name="invoiceProfile.invoiceType"
        label={t("billing.invoiceType")}
        options={INVOICE_TYPES.map((id) => ({ id, name: t(`billing.type.${id}`) }))}
        defaultValue={invoice?.invoiceType || null}
      />
      <NumberField
        name="paymentHabit.closingDay"
        label={t("billing.closingDay")}
        hint={t("billing.closingHint")}
        defaultValue={habit?.closingDay ?? 0}
        {...DAYS}
      />
      <NumberField
        name="paymentHabit.paymentDay"
        label={t("billing.paymentDay")}
        defaultValue={habit?.paymentDay ?? 0}
        {...DAYS}
      />
      <fieldset className="customer-papers">
        <legend>{t("billing.papers")}</legend>
        {PAPERS.map((paper) => (
          <Checkbox
            key={paper}
            name={`paper.${paper}`}
            defaultSelected={habit?.requiredPapers.includes(paper) ?? false}
          >
            {t(`billing.paper.${paper}`)}
          </Checkbox>
        ))}
      </fieldset>
    </Form>
  );
}
