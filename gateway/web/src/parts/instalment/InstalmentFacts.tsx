import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { useWords } from "../../i18n/words";
import { type Fact, Facts } from "../../ui/Facts";
import { Person } from "../../ui/Person";
import { usePeople } from "../../ui/people";
import { DateText, Money } from "../../ui/shown";
import { AccountName } from "../AccountName";
import { todayIn } from "../days";
import { useLegalEntities } from "../legalEntities";
import { Obstacles } from "./Obstacles";
import { StandingBadge } from "./Standing";
import { has, isOverdue } from "./standing";
import type { Instalment } from "./types";

/** What is known of it: how much of it, since when, by whom. */
export function InstalmentFacts({ of }: { of: Instalment }) {
  const { t } = useTranslation("instalment");
  const word = useWords();
  const { zone } = useSession();
  const { nameOf } = usePeople();
  const { nameOf: entityOf } = useLegalEntities();
  const day = (value: string) => value && <DateText of={value} zone={zone} />;
  const money = (value: Instalment["open"], isLate = false) =>
    value && has(value) && <Money of={value} isLate={isLate} />;
  const facts: Fact[] = [
    { name: t("field.customer"), value: <AccountName id={of.customerId} /> },
    { name: t("field.open"), value: money(of.open, isOverdue(of, todayIn(zone))) },
    { name: t("field.amount"), value: of.amount && <Money of={of.amount} /> },
    { name: t("field.paid"), value: money(of.paid) },
    ...(of.relieved && has(of.relieved) ? [{ name: t("field.relieved"), value: money(of.relieved) }] : []),
    { name: t("field.disputed"), value: money(of.disputed) },
    { name: t("field.promised"), value: money(of.promised) },
    { name: t("field.claimDate"), value: day(of.claimDate || of.expectedClaimDate) },
    { name: t("field.dueDate"), value: day(of.dueDate || of.expectedDate) },
    { name: t("field.entity"), value: entityOf(of.legalEntityId) },
    { name: t("field.layer"), value: word("PaymentLayer", of.layer) },
    { name: t("field.owner"), value: <Person name={nameOf(of.ownerId)} isPlain /> },
    {
      name: t("field.collectors"),
      value: of.collectorIds
        .map((id) => nameOf(id))
        .filter(Boolean)
        .join(t("form.and")),
    },
  ];
  return (
    <>
      <div className="instalment-state">
        <StandingBadge of={of} />
        <Obstacles of={of} most={6} />
      </div>
      <Facts columns={2} of={facts} />
    </>
  );
}
