import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { components } from "../../../api/generated/openapi";
import { useSession } from "../../../app/session";
import type { EnumValue } from "../../../i18n/words";
import { Select } from "../../../ui/choices";
import { TextField } from "../../../ui/fields";
import type { Values } from "../../../ui/formValues";
import { MoneyField } from "../../../ui/MoneyField";
import { useOptions } from "../../../ui/useOptions";
import type { Incentive } from "./queries";

type Basis = EnumValue<"IncentiveBasis">;
const NONE = "INCENTIVE_BASIS_UNSPECIFIED";
const FIXED = "INCENTIVE_BASIS_FIXED";

/** What who sent a customer gets. */
export function IncentiveFields({ of: incentive }: { of: Incentive | undefined }) {
  const { t } = useTranslation("settings");
  const { currency } = useSession();
  const bases = useOptions("IncentiveBasis");
  const [basis, setBasis] = useState<Basis>(incentive?.basis ?? NONE);
  return (
    <>
      <Select
        name="incentive.basis"
        label={t("sources.incentive")}
        options={[{ id: NONE, name: t("sources.noIncentive") }, ...bases]}
        selectedKey={basis}
        onSelectionChange={(key) => setBasis(key as Basis)}
      />
      {basis === FIXED && (
        <MoneyField
          name="incentive.amount.amount"
          label={t("sources.reward")}
          currencyCode={incentive?.amount?.currencyCode ?? currency}
          defaultValue={incentive?.amount?.amount ?? ""}
          isRequired
        />
      )}
      {basis !== NONE && basis !== FIXED && (
        <TextField
          name="incentive.percent"
          label={t("sources.percent")}
          defaultValue={incentive?.percent ?? ""}
          inputMode="decimal"
          isRequired
        />
      )}
      {basis !== NONE && (
        <TextField
          name="incentive.terms"
          label={t("sources.terms")}
          hint={t("sources.termsHint")}
          defaultValue={incentive?.terms ?? ""}
          lines={2}
          maxLength={2000}
        />
      )}
    </>
  );
}

/** As it is sent; none takes back what was promised. */
export function incentiveOf(values: Values): components["schemas"]["leads.IncentiveInput"] {
  const amount = values["incentive.amount.amount"];
  const percent = values["incentive.percent"]?.trim();
  return {
    basis: (values["incentive.basis"] || NONE) as Basis,
    terms: values["incentive.terms"]?.trim() ?? "",
    ...(amount && { amount: { amount, currencyCode: values["incentive.amount.currencyCode"] ?? "" } }),
    ...(percent && { percent }),
  };
}
