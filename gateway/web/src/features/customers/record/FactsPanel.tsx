import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { AccountName } from "../../../parts/AccountName";
import { AccountPicker } from "../../../parts/AccountPicker";
import { Select } from "../../../ui/choices";
import { Facts } from "../../../ui/Facts";
import { NumberField, TextField } from "../../../ui/fields";
import { MoneyField } from "../../../ui/MoneyField";
import { Panel } from "../../../ui/Panel";
import { Person } from "../../../ui/Person";
import { usePeople } from "../../../ui/people";
import { Badge, DateText, Money } from "../../../ui/shown";
import { useOptions } from "../../../ui/useOptions";
import type { Account, AccountPatch } from "../types";
import { EditedFact, useFacts } from "./EditedFact";
import type { PartProps } from "./sections";

type TextFact = "name" | "creditCode" | "industry" | "region" | "businessUnit" | "website" | "address";

/** What is known about the customer, changed where it stands. */
export function FactsPanel({ account }: PartProps) {
  const { t } = useTranslation("customers");
  const { zone, currency } = useSession();
  const { nameOf } = usePeople();
  const tiers = useOptions("Tier");
  const facts = useFacts(account);
  const text = (field: TextFact, maxLength = 200) => ({
    name: t(`field.${field}`),
    value: (
      <EditedFact
        {...facts}
        label={t(`field.${field}`)}
        patch={(values) => ({ [field]: values[field]?.trim() ?? "" })}
        field={
          <TextField
            name={field}
            label={t(`field.${field}`)}
            defaultValue={account[field]}
            maxLength={maxLength}
            isRequired={field === "name"}
            autoFocus
          />
        }
      >
        {account[field] && <span className="customer-text">{account[field]}</span>}
      </EditedFact>
    ),
  });
  return (
    <Panel title={t("facts.title")}>
      <Facts
        of={[
          text("name"),
          {
            name: t("field.tier"),
            value: (
              <EditedFact
                {...facts}
                label={t("field.tier")}
                patch={({ tier }) => ({ tier: tier as NonNullable<AccountPatch["tier"]> })}
                field={
                  <Select name="tier" label={t("field.tier")} options={tiers} defaultValue={account.tier} autoFocus />
                }
              >
                {tiers.find(({ id }) => id === account.tier)?.name}
              </EditedFact>
            ),
          },
          {
            name: t("field.tags"),
            value: (
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
            ),
          },
          text("industry"),
          text("region"),
          {
            name: t("field.parent"),
            value: (
              <EditedFact
                {...facts}
                label={t("field.parent")}
                patch={({ parentId = "" }) => ({ parentId })}
                field={
                  <AccountPicker
                    name="parentId"
                    label={t("field.parent")}
                    defaultId={account.parentId || undefined}
                    autoFocus
                  />
                }
              >
                {account.parentId && <AccountName id={account.parentId} isPlain={!facts.isReadOnly} />}
              </EditedFact>
            ),
          },
          {
            name: t("field.employees"),
            value: (
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
            ),
          },
          {
            name: t("field.revenue"),
            value: (
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
            ),
          },
          text("creditCode", 18),
          text("address", 500),
          text("website"),
          text("businessUnit"),
          { name: t("field.owner"), value: <Person name={nameOf(account.ownerId)} /> },
          {
            name: t("field.nextContact"),
            value: account.nextContactDueDate && <DateText of={account.nextContactDueDate} zone={zone} />,
          },
          { name: t("field.number"), value: account.number },
          { name: t("field.created"), value: account.createTime && <DateText of={account.createTime} zone={zone} /> },
        ]}
      />
    </Panel>
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
