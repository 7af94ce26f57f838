import { useTranslation } from "react-i18next";
import { isZero } from "../../../api/money";
import { useSession } from "../../../app/session";
import { todayIn } from "../../../parts/days";
import { Money } from "../../../ui/shown";
import { standingOf } from "../money";
import { usePlanInList } from "../queries";
import type { Contract } from "../types";
import "./plan-cell.css";

/** What of a contract is paid, or overdue, by its plan. */
export function PlanCell({ of, show }: { of: Contract; show: "paid" | "overdue" }) {
  const { t } = useTranslation("contracts");
  const { zone } = useSession();
  const plan = usePlanInList(of.id);
  if (plan === undefined) return "…";
  if (plan === null) return <span className="contract-nothing">—</span>;
  if (show === "paid") return plan.paid ? <Money of={plan.paid} precision="short" /> : "—";
  const { overdue, overdueDays } = standingOf(plan, todayIn(zone));
  if (isZero(overdue)) return <span className="contract-nothing">{t("list.notLate")}</span>;
  return (
    <span title={t("list.lateBy", { count: overdueDays })}>
      <Money of={overdue} precision="short" isLate />
    </span>
  );
}
