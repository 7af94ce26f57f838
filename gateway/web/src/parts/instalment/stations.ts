import { daysBetween } from "../days";
import { standing } from "./standing";
import type { Instalment, PaymentPlan } from "./types";

type Milestone = PaymentPlan["milestones"][number];

/** "done" lies behind, "late" is overdue and still open, "slow" is a milestone past its day, "now" is owed, "ahead" is to come. */
export type State = "done" | "late" | "slow" | "now" | "ahead";

/** A place on the way of a contract's money; without a day where nobody knows one. */
export interface Station {
  id: string;
  day: string;
  state: State;
  milestone?: Milestone;
  instalment?: Instalment;
  /** Days after the day that was planned; of what is open, until today. */
  delay: number;
}

/** From the day the contract took effect to the last payment: what was reached, where the money is now, what is to come. */
export function stationsOf(plan: Pick<PaymentPlan, "instalments" | "milestones">, today: string): Station[] {
  const stations = [
    ...plan.milestones.map((milestone) => ofMilestone(milestone, today)),
    ...plan.instalments
      .filter(({ closeReason }) => closeReason !== "CLOSE_REASON_CANCELLED")
      .map((instalment) => ofInstalment(instalment, today)),
  ];
  // What has no day comes last; of one day, the milestone before what it makes due.
  const rank = ({ day, instalment }: Station): string => `${day || "9999"}${instalment ? "b" : "a"}`;
  return stations.sort((one, other) => (rank(one) < rank(other) ? -1 : rank(one) > rank(other) ? 1 : 0));
}

function ofMilestone(milestone: Milestone, today: string): Station {
  const { id, actualDate, expectedDate, plannedDate } = milestone;
  const [planned, day] = [plannedDate || expectedDate, actualDate || expectedDate || plannedDate];
  const delay = planned ? Math.max(0, daysBetween(planned, actualDate || today) ?? 0) : 0;
  const state: State = actualDate ? "done" : delay > 0 ? "slow" : "ahead";
  return { id, day, state, milestone, delay };
}

function ofInstalment(instalment: Instalment, today: string): Station {
  const found = standing(instalment, today);
  const [id, day] = [instalment.id, instalment.settleDate || instalment.dueDate || instalment.expectedDate];
  if (found.kind === "settled") {
    const delay = Math.max(0, daysBetween(instalment.originalDueDate, instalment.settleDate) ?? 0);
    return { id, day, state: "done", instalment, delay };
  }
  if (found.kind === "overdue") return { id, day, state: "late", instalment, delay: found.days };
  if (found.kind === "due" || found.kind === "ahead") return { id, day, state: "now", instalment, delay: 0 };
  return { id, day, state: "ahead", instalment, delay: 0 };
}
