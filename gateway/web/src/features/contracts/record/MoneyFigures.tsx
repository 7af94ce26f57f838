import { useTranslation } from "react-i18next";
import { type Money as Amount, isZero } from "../../../api/money";
import { useSession } from "../../../app/session";
import { todayIn } from "../../../parts/days";
import { type Figure, Figures } from "../../../ui/Figures";
import { Money } from "../../../ui/shown";
import { paidShare, standingOf } from "../money";
import type { Plan } from "../types";

/** What the contract comes to, and how much of it is where. */
export function MoneyFigures({ plan }: { plan: Plan }) {
  const { t } = useTranslation("contracts");
  const { zone } = useSession();
  const { overdue, overdueDays, overdueCount } = standingOf(plan, todayIn(zone));
  const show = (amount: Amount | undefined) => (amount ? <Money of={amount} precision="short" /> : "—");
  const late: Figure = {
    id: "overdue",
    name: t("figure.overdue"),
    value: show(overdue),
    definition: t("figure.overdueIs"),
    ...(!isZero(overdue) && { tone: "late", note: t("figure.late", { count: overdueCount, days: overdueDays }) }),
  };
  return (
    <Figures
      label={t("figure.title")}
      of={[
        { id: "total", name: t("figure.total"), value: show(plan.total) },
        { id: "paid", name: t("figure.paid"), value: show(plan.paid), note: `${paidShare(plan)}%` },
        { id: "open", name: t("figure.open"), value: show(plan.open), definition: t("figure.openIs") },
        late,
        { id: "planned", name: t("figure.planned"), value: show(plan.planned), definition: t("figure.plannedIs") },
      ]}
    />
  );
}
