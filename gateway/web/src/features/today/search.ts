import { both } from "../../ui/grid/filter";

export const SHOWN = ["cash", "pipeline", "other", "snoozed"] as const;
export type Shown = (typeof SHOWN)[number];

export interface TodaySearch {
  /** Of what kind; everything that is open where nothing is said. */
  show?: Shown;
  /** "team", or the id of a colleague; one's own where nothing is said. */
  who?: string;
}

export const TEAM = "team";

const STATES: Readonly<Record<Shown | "all", string>> = {
  all: "state = OPEN",
  cash: "state = OPEN AND gain = CASH",
  pipeline: "state = OPEN AND gain = PIPELINE",
  other: "state = OPEN AND gain = NONE",
  snoozed: "state = SNOOZED",
};

/** Whose, as a filter: nothing for everybody that one may see. */
export function ofWhom(who: string | undefined, meId: string): string {
  return who === TEAM ? "" : `owner_id = "${who ?? meId}"`;
}

export function filterOf(show: Shown | undefined, owner: string): string {
  return both(owner, STATES[show ?? "all"]);
}
