import { parseDate } from "@internationalized/date";
import { daysBetween } from "../../parts/days";
import { dayOf } from "./money";
import type { Instalment, Milestone, Plan } from "./types";

export interface Moved {
  instalment: Instalment;
  before: string;
  /** About: working days and the customer's calendar are counted by the server. */
  after: string;
  days: number;
}

/** What a milestone on another day does to the money that waits for it. */
export function movedBy(plan: Plan, milestone: Pick<Milestone, "kind" | "code" | "expectedDate">, to: string): Moved[] {
  const delta = daysBetween(milestone.expectedDate, to);
  return plan.instalments.flatMap((instalment): Moved[] => {
    if (!hangsOn(instalment, milestone)) return [];
    const before = dayOf(instalment);
    const days = before && delta !== undefined ? shift(plan, instalment, milestone, to, delta) : 0;
    const after = before ? parseDate(before).add({ days }).toString() : "";
    return [{ instalment, before, after, days }];
  });
}

/** What is claimable already is owed, whatever its milestone does. */
export function hangsOn(
  { claimState, trigger }: Instalment,
  { kind, code }: Pick<Milestone, "kind" | "code">,
): boolean {
  if (claimState !== "CLAIM_STATE_PLANNED") return false;
  return trigger?.anchors.some((anchor) => anchor.milestoneKind === kind && anchor.milestoneCode === code) ?? false;
}

/** With several anchors only the one that decides moves the day. */
function shift(
  plan: Plan,
  instalment: Instalment,
  { kind, code }: Pick<Milestone, "kind" | "code">,
  to: string,
  delta: number,
): number {
  const anchors = instalment.trigger?.anchors ?? [];
  if (anchors.length < 2) return delta;
  const days = (moved: boolean): string[] =>
    anchors.flatMap((anchor) => {
      const milestone = plan.milestones.find(
        (each) => each.kind === anchor.milestoneKind && each.code === anchor.milestoneCode,
      );
      const isIt = anchor.milestoneKind === kind && anchor.milestoneCode === code;
      const day = anchor.fixedDate || (moved && isIt ? to : milestone?.actualDate || milestone?.expectedDate || "");
      return day ? [later(day, anchor.offset)] : [];
    });
  const pick = (of: string[]): string | undefined =>
    instalment.trigger?.combine === "COMBINE_LATEST_OF" ? of.sort().at(-1) : of.sort()[0];
  return daysBetween(pick(days(false)), pick(days(true))) ?? delta;
}

function later(day: string, offset: { amount: number; unit: string } | undefined): string {
  if (!offset) return day;
  const by = offset.unit === "OFFSET_UNIT_MONTHS" ? { months: offset.amount } : { days: offset.amount };
  return parseDate(day).add(by).toString();
}
