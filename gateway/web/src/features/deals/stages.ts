import { daysBetween } from "../../parts/days";
import { type Facts, holds } from "./gates";
import type { Criterion, Deal, Process, Stage } from "./types";

/** The stages in use, in the order in which a sale passes them. */
export function stagesOf(process: Process | undefined): Stage[] {
  return process?.stages.filter(({ retired }) => !retired).sort((one, other) => one.position - other.position) ?? [];
}

export function stageOf(process: Process | undefined, key: string): Stage | undefined {
  return process?.stages.find((stage) => stage.key === key);
}

/** Where a stage that was taken out of use stood is not known: the next one is then the first. */
export function nextOf(process: Process | undefined, key: string): Stage | undefined {
  const stages = stagesOf(process);
  return stages[stages.findIndex((stage) => stage.key === key) + 1];
}

/** The stages that are entered on the way to one further on; none on the way back. */
export function wayTo(process: Process | undefined, from: string, to: string): Stage[] {
  const stages = stagesOf(process);
  const [start, end] = [stages.findIndex(({ key }) => key === from), stages.findIndex(({ key }) => key === to)];
  return stages.slice(start + 1, end + 1);
}

function factsOf(deal: Deal, today: string): Facts {
  return {
    stage: deal.stage,
    has_account: deal.accountId !== "",
    // Conditions compare whole units as numbers; nothing is reckoned with them.
    amount: Number(deal.expectedAmount?.amount ?? 0),
    currency: deal.currency,
    expected_close_date: deal.expectedCloseDate,
    days_to_close: daysBetween(today, deal.expectedCloseDate) ?? 0,
    line_count: deal.lines.length,
    competitor: deal.competitor,
    completed_actions: deal.completedActions,
    days_in_stage: daysBetween(deal.stageEntryDate, today) ?? 0,
    days_open: daysBetween(deal.openDate, today) ?? 0,
  };
}

export interface Checked {
  stage: Stage;
  criterion: Criterion;
  /** undefined where only the server can tell. */
  holds: boolean | undefined;
}

/** Each condition on the way, with whether it holds. */
export function checkGates(deal: Deal, stages: readonly Stage[], today: string): Checked[] {
  const facts = factsOf(deal, today);
  return stages.flatMap((stage) =>
    stage.gate.map((criterion) => ({ stage, criterion, holds: holds(criterion.expression, facts) })),
  );
}
