import { fromMinor, type Money, toMinor } from "../../api/money";
import { daysBetween } from "../../parts/days";
import type { Instalment, Plan } from "./types";

export interface Standing {
  /** Past its due date and not paid, and by how many days at most. */
  overdue: Money;
  overdueDays: number;
  overdueCount: number;
  /** The next one that is owed or expected, the earliest first. */
  next: { instalment: Instalment; day: string } | undefined;
  isSettled: boolean;
}

/** Where the money of a contract stands on a day. */
export function standingOf(plan: Plan, today: string): Standing {
  const currency = plan.total?.currencyCode ?? "CNY";
  const late = plan.instalments.flatMap((instalment) => {
    const days = daysBetween(instalment.dueDate, today) ?? 0;
    return instalment.claimState === "CLAIM_STATE_CLAIMABLE" && days > 0 ? [{ instalment, days }] : [];
  });
  const ahead = plan.instalments.flatMap((instalment) => {
    const day = dayOf(instalment);
    const isOpen = instalment.claimState !== "CLAIM_STATE_CLOSED";
    return isOpen && day && !late.some((each) => each.instalment === instalment) ? [{ instalment, day }] : [];
  });
  return {
    overdue: fromMinor(
      late.reduce((sum, { instalment }) => sum + (instalment.open ? toMinor(instalment.open) : 0n), 0n),
      currency,
    ),
    overdueDays: Math.max(0, ...late.map(({ days }) => days)),
    overdueCount: late.length,
    next: ahead.sort((one, other) => one.day.localeCompare(other.day))[0],
    isSettled: plan.instalments.every(({ claimState }) => claimState === "CLAIM_STATE_CLOSED"),
  };
}

/** The day on which its money was, is or is expected to be due. */
export function dayOf({ dueDate, expectedDate, expectedClaimDate }: Instalment): string {
  return dueDate || expectedDate || expectedClaimDate;
}

/** In whole per cent, rounded down: 100 only where everything is paid. */
export function paidShare({ paid, total }: Pick<Plan, "paid" | "total">): number {
  if (!paid || !total || toMinor(total) === 0n) return 0;
  return Number((toMinor(paid) * 100n) / toMinor(total));
}
