import { useTranslation } from "react-i18next";
import { type Money as Amount, isZero } from "../../../api/money";
import { useSession } from "../../../app/session";
import { todayIn } from "../../../parts/days";
import { OWED } from "../../../parts/report/buckets";
import { type Figure, Figures } from "../../../ui/Figures";
import { Money } from "../../../ui/shown";
import { paidShare, standingOf } from "../money";
import type { Plan } from "../types";

/** What the contract comes to, and how much of it is where. */
export function MoneyFigures({ plan }: { plan: Plan }) {
  const { t } = useTranslation("contracts");
  const { zone, may } = useSession();
  const ofPlan = `contract_id = "${plan.contractId}"`;
  const at = (filter: string): Pick<Figure, "go"> =>
    may("plan.read") ? { go: { to: "/receivables", search: { filter } } } : {};
  const { overdue, overdueDays, overdueCount } = standingOf(plan, todayIn(zone));
  const show = (amount: Amount | undefined) => (amount ? <Money of={amount} precision="short" /> : "—");
  const late: Figure = {
    id: "overdue",
    name: t("figure.overdue"),
    value: show(overdue),
    definition: t("figure.overdueIs"),
    ...at(`${ofPlan} AND ${OWED} AND due_date < today`),
    ...(!isZero(overdue) && { tone: "late", note: t("figure.late", { count: overdueCount, days: overdueDays }) }),
  };
  return (
    <Figures
      label={t("figure.title")}
      of={[
        {
          id: "total",
          name: t("figure.total"),
          value: show(plan.total),
          definition: t("figure.totalIs"),
          ...at(ofPlan),
        },
        {
          id: "paid",
          name: t("figure.paid"),
          value: show(plan.paid),
          note: `${paidShare(plan)}%`,
          definition: t("figure.paidIs"),
          ...at(`${ofPlan} AND paid > 0`),
        },
        {
          id: "open",
          name: t("figure.open"),
          value: show(plan.open),
          definition: t("figure.openIs"),
          ...at(`${ofPlan} AND ${OWED} AND open > 0`),
        },
        late,
        {
          id: "planned",
          name: t("figure.planned"),
          value: show(plan.planned),
          definition: t("figure.plannedIs"),
          ...at(`${ofPlan} AND claim_state = PLANNED`),
        },
      ]}
    />
  );
}
