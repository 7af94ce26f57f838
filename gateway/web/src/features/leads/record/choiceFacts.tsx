import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { InPlace } from "../../../parts/InPlace";
import { useSources } from "../../../parts/sources";
import { Select } from "../../../ui/choices";
import { MoneyField } from "../../../ui/MoneyField";
import { Money } from "../../../ui/shown";
import { useOptions } from "../../../ui/useOptions";
import type { Lead } from "../types";
import { useEdit } from "./useEdit";

export function AmountFact({ lead }: { lead: Lead }) {
  const { t } = useTranslation("leads");
  const { currency } = useSession();
  const { edit, save } = useEdit(lead);
  const currencyCode = lead.estimatedAmount?.currencyCode ?? currency;
  return (
    <InPlace
      {...edit}
      label={t("field.amount")}
      onSave={(values) => save({ estimatedAmount: { currencyCode, amount: values["estimatedAmount.amount"] ?? "" } })}
      field={
        <MoneyField
          name="estimatedAmount.amount"
          label={t("field.amount")}
          currencyCode={currencyCode}
          defaultValue={lead.estimatedAmount?.amount ?? ""}
          isRequired
          autoFocus
        />
      }
    >
      {lead.estimatedAmount && <Money of={lead.estimatedAmount} />}
    </InPlace>
  );
}

export function HorizonFact({ lead }: { lead: Lead }) {
  const { t } = useTranslation("leads");
  const { edit, save } = useEdit(lead);
  const options = useOptions("PurchaseHorizon");
  return (
    <InPlace
      {...edit}
      label={t("field.horizon")}
      onSave={({ purchaseHorizon }) => save({ purchaseHorizon: purchaseHorizon as Lead["purchaseHorizon"] })}
      field={
        <Select
          name="purchaseHorizon"
          label={t("field.horizon")}
          options={options}
          defaultSelectedKey={lead.purchaseHorizon}
          autoFocus
        />
      }
    >
      {options.find(({ id }) => id === lead.purchaseHorizon)?.name}
    </InPlace>
  );
}

/** Told once, when it is known, and kept. */
export function SourceFact({ lead }: { lead: Lead }) {
  const { t } = useTranslation("leads");
  const { edit, save } = useEdit(lead);
  const { options, nameOf } = useSources();
  return (
    <InPlace
      {...edit}
      isReadOnly={edit.isReadOnly || lead.sourceId !== ""}
      label={t("field.source")}
      onSave={({ sourceId = "" }) => save({ sourceId })}
      field={
        <Select
          name="sourceId"
          label={t("field.source")}
          hint={t("facts.sourceHint")}
          options={options}
          isRequired
          autoFocus
        />
      }
    >
      {nameOf(lead.sourceId)}
    </InPlace>
  );
}
