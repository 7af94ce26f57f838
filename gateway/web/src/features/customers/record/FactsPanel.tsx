import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { InPlaceText } from "../../../parts/InPlaceText";
import { Facts } from "../../../ui/Facts";
import { Panel } from "../../../ui/Panel";
import { Person } from "../../../ui/Person";
import { usePeople } from "../../../ui/people";
import { DateText } from "../../../ui/shown";
import { EmployeesFact, ParentFact, RevenueFact, TagsFact, TierFact } from "./choiceFacts";
import { useFacts } from "./EditedFact";
import type { PartProps } from "./sections";

type TextFact = "name" | "creditCode" | "industry" | "region" | "businessUnit" | "website" | "address";

/** What is known about the customer, changed where it stands. */
export function FactsPanel({ account }: PartProps) {
  const { t } = useTranslation("customers");
  const { zone } = useSession();
  const { nameOf } = usePeople();
  const facts = useFacts(account);
  const { change, ...edit } = facts;
  const text = (field: TextFact, maxLength = 200) => ({
    name: t(`field.${field}`),
    value: (
      <InPlaceText
        {...edit}
        name={field}
        label={t(`field.${field}`)}
        text={account[field]}
        onSave={(value) => change({ [field]: value })}
        maxLength={maxLength}
        isRequired={field === "name"}
      />
    ),
  });
  return (
    <Panel title={t("facts.title")}>
      <Facts
        of={[
          text("name"),
          { name: t("field.tier"), value: <TierFact account={account} facts={facts} /> },
          { name: t("field.tags"), value: <TagsFact account={account} facts={facts} /> },
          text("industry"),
          text("region"),
          { name: t("field.parent"), value: <ParentFact account={account} facts={facts} /> },
          { name: t("field.employees"), value: <EmployeesFact account={account} facts={facts} /> },
          { name: t("field.revenue"), value: <RevenueFact account={account} facts={facts} /> },
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
