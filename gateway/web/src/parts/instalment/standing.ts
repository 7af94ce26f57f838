import { toMinor } from "../../api/money";
import { daysBetween } from "../days";
import type { Instalment } from "./types";

type Timed = Pick<
  Instalment,
  "claimState" | "dueDate" | "expectedClaimDate" | "expectedDate" | "settleDate" | "closeReason"
>;

/** Where an instalment stands in time, and by how many days; negative days lie ahead. */
export type Standing =
  | { kind: "overdue" | "due" | "ahead" | "late"; days: number }
  | { kind: "expected"; day: string }
  | { kind: "settled"; day: string }
  | { kind: "cancelled" }
  | { kind: "writtenOff" }
  | { kind: "waived" };

export function standing(of: Timed, today: string): Standing {
  if (of.claimState === "CLAIM_STATE_CLOSED") {
    if (of.closeReason === "CLOSE_REASON_CANCELLED") return { kind: "cancelled" };
    if (of.closeReason === "CLOSE_REASON_WRITTEN_OFF") return { kind: "writtenOff" };
    if (of.closeReason === "CLOSE_REASON_WAIVED") return { kind: "waived" };
    return { kind: "settled", day: of.settleDate };
  }
  if (of.claimState === "CLAIM_STATE_PLANNED") {
    const late = daysBetween(of.expectedClaimDate, today) ?? 0;
    return late > 0 ? { kind: "late", days: late } : { kind: "expected", day: of.expectedDate || of.expectedClaimDate };
  }
  const days = daysBetween(of.dueDate, today) ?? 0;
  return { kind: days > 0 ? "overdue" : days === 0 ? "due" : "ahead", days };
}

export function isOverdue(of: Timed, today: string): boolean {
  return standing(of, today).kind === "overdue";
}

export function has(amount: Instalment["open"]): boolean {
  return amount !== undefined && toMinor(amount) > 0n;
}
