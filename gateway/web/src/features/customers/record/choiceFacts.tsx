import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { AccountName } from "../../../parts/AccountName";
import { AccountPicker } from "../../../parts/AccountPicker";
import { Select } from "../../../ui/choices";
import { NumberField, TextField } from "../../../ui/fields";
import { MoneyField } from "../../../ui/MoneyField";
import { Badge, Money } from "../../../ui/shown";
import { useOptions } from "../../../ui/useOptions";
import type { Account, AccountPatch } from "../types";
import { EditedFact, type FactsOf } from "./EditedFact";

interface FactProps {
  account: Account;
  facts: FactsOf;
}

export function TierFact({ account, facts }: FactProps) {
  const { t } = useTranslation("customers");
  const tiers = useOptions("Tier");
  return (
    <EditedFact
      {...facts}
      label={t("field.tier")}
      patch={({ tier }) => ({ tier: tier as NonNullable<AccountPatch["tier"]> })}
      field={<Select name="tier" label={t("field.tier")} options={tiers} defaultValue={account.tier} autoFocus />}
    >
      {tiers.find(({ id }) => id === account.tier)?.name}
    </EditedFact>
  );
}

export function TagsFact({ account, facts }: FactProps) {
  const { t } = useTranslation("customers");
  return (
    <EditedFact
      {...facts}
      label={t("field.tags")}
      patch={({ tags = "" }) => ({ tags: listOf(tags) })}
      field={
        <TextField
          name="tags"
          label={t("field.tags")}
          hint={t("field.tagsHint")}
          defaultValue={account.tags.join(t("and"))}
          autoFocus
        />
      }
    >
      {account.tags.length > 0 && (
        <span className="customer-chips">
          {account.tags.map((tag) => (
            <Badge key={tag}>{tag}</Badge>
          ))}
        </span>
      )}
    </EditedFact>
  );
}

export function ParentFact({ account, facts }: FactProps) {
  const { t } = useTranslation("customers");
  return (
    <EditedFact
      {...facts}
      label={t("field.parent")}
      patch={({ parentId = "" }) => ({ parentId })}
      field={
        <AccountPicker name="parentId" label={t("field.parent")} defaultId={account.parentId || undefined} autoFocus />
      }
    >
      {account.parentId && <AccountName id={account.parentId} isPlain={!facts.isReadOnly} />}
    </EditedFact>
  );
}

export function EmployeesFact({ account, facts }: FactProps) {
  const { t } = useTranslation("customers");
  return (
    <EditedFact
      {...facts}
      label={t("field.employees")}
      patch={({ employees }) => ({ employees: Number(employees) || 0 })}
      field={
        <NumberField
          name="employees"
          label={t("field.employees")}
          defaultValue={account.employees}
          minValue={0}
          autoFocus
        />
      }
    >
      {account.employees > 0 && account.employees}
    </EditedFact>
  );
}

export function RevenueFact({ account, facts }: FactProps) {
  const { t } = useTranslation("customers");
  const { currency } = useSession();
  return (
    <EditedFact
      {...facts}
      label={t("field.revenue")}
      patch={(values) => revenueOf(values["annualRevenue.amount"], account, currency)}
      field={
        <MoneyField
          name="annualRevenue.amount"
          label={t("field.revenue")}
          currencyCode={account.annualRevenue?.currencyCode ?? currency}
          defaultValue={account.annualRevenue?.amount ?? ""}
          autoFocus
        />
      }
    >
      {account.annualRevenue && <Money of={account.annualRevenue} precision="short" />}
    </EditedFact>
  );
}

function listOf(text: string): string[] {
  return [...new Set(text.split(/[,，、;；\n]/).map((each) => each.trim()))].filter(Boolean);
}

/** A value that is taken away is null, which the types do not know. */
function revenueOf(amount: string | undefined, of: Account, currency: string): AccountPatch {
  const currencyCode = of.annualRevenue?.currencyCode ?? currency;
  return { annualRevenue: amount ? { currencyCode, amount } : null } as AccountPatch;
}
