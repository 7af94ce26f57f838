import { both } from "../../ui/grid/filter";

/** What somebody is to move on. */
export const LIVE = "(state = ASSIGNED OR state = CONTACTED OR state = QUALIFIED OR state = RETURNED)";
/** What nobody in sales has: given back to marketing, or in a pool. */
export const UNASSIGNED = "(state = RETURNED OR state = POOLED)";

export const SEGMENTS = {
  live: LIVE,
  first: "next_action = FIRST_FOLLOW_UP",
  hot: `${LIVE} AND heat = HIGH`,
  qualified: "state = QUALIFIED",
  converted: "state = CONVERTED",
  disqualified: "state = DISQUALIFIED",
} as const;

export type SegmentId = keyof typeof SEGMENTS;
export const SEGMENT_IDS = Object.keys(SEGMENTS) as SegmentId[];

/** Live leads whose next thing should have been done at an instant. */
export function lateAt(now: string, more = ""): string {
  return both(more, `${LIVE} AND next_action_time < "${now}"`);
}
