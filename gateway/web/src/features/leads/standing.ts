import type { Lead } from "./types";

const MINUTE = 60_000;

/** What a lead is about right now: its headline, in the catalogue `leads`. */
export type Standing = "archived" | "converted" | "waking" | "disqualified" | "pooled" | "late" | "due" | "open";

export function standingOf(lead: Lead, now: number): Standing {
  if (lead.archiveTime) return "archived";
  if (lead.state === "LEAD_STATE_CONVERTED") return "converted";
  if (lead.state === "LEAD_STATE_DISQUALIFIED") return lead.wakeDate ? "waking" : "disqualified";
  if (lead.state === "LEAD_STATE_POOLED") return "pooled";
  if (!lead.nextActionTime) return "open";
  return isLate(lead, now) ? "late" : "due";
}

/** The next thing should have been done by now; what lies in a pool waits for anybody. */
export function isLate({ nextActionTime, state }: Pick<Lead, "nextActionTime" | "state">, now: number): boolean {
  return state !== "LEAD_STATE_POOLED" && nextActionTime !== undefined && new Date(nextActionTime).getTime() < now;
}

/** The present instant to the minute, so that what is asked with it is not asked anew all the time. */
export function minuteOf(now: number): string {
  return new Date(Math.floor(now / MINUTE) * MINUTE).toISOString().replace(".000", "");
}
