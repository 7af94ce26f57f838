import type { Session } from "../../app/session";
import type { Lead } from "./types";

const ACTS = [
  "claim",
  "accept",
  "log",
  "contact",
  "qualify",
  "convert",
  "assign",
  "return",
  "release",
  "disqualify",
  "archive",
  "restore",
] as const;
export type LeadAct = (typeof ACTS)[number];

const CLOSED = new Set<Lead["state"]>(["LEAD_STATE_CONVERTED", "LEAD_STATE_DISQUALIFIED"]);

/** Somebody has it and is to move it on. */
export function isFollowed({ state, archiveTime }: Pick<Lead, "state" | "archiveTime">): boolean {
  return !archiveTime && !CLOSED.has(state) && state !== "LEAD_STATE_POOLED";
}

/** What the caller can do with a lead, in the order in which it comes to mind. */
export function allowed(lead: Lead, { me, may }: Pick<Session, "me" | "may">): LeadAct[] {
  if (lead.archiveTime) return may("lead.archive") ? ["restore"] : [];
  const [isIn, isPooled] = [isFollowed(lead), lead.state === "LEAD_STATE_POOLED"];
  const can: Record<LeadAct, boolean> = {
    claim: isPooled && may("lead.claim"),
    accept: isIn && lead.ownerId === me.id && !lead.acceptTime && may("lead.accept"),
    log: isIn && may("interaction.create"),
    contact: isIn && may("lead.contact"),
    qualify: isIn && lead.state !== "LEAD_STATE_QUALIFIED" && may("lead.qualify"),
    convert: isIn && may("lead.convert"),
    assign: lead.state !== "LEAD_STATE_CONVERTED" && may("lead.assign"),
    return: isIn && lead.state !== "LEAD_STATE_RETURNED" && may("lead.return"),
    release: isIn && may("lead.release"),
    disqualify: (isIn || isPooled) && may("lead.qualify"),
    archive: may("lead.archive"),
    restore: false,
  };
  return ACTS.filter((act) => can[act]);
}

const NEXT: Readonly<Partial<Record<Lead["state"], readonly LeadAct[]>>> = {
  LEAD_STATE_ASSIGNED: ["accept", "log", "assign"],
  LEAD_STATE_QUALIFIED: ["convert", "log", "assign"],
  LEAD_STATE_POOLED: ["claim", "assign"],
  LEAD_STATE_RETURNED: ["assign", "log"],
};

/** The one that is next: the solid button. */
export function nextAct(lead: Lead, acts: readonly LeadAct[]): LeadAct | undefined {
  const wanted = NEXT[lead.state] ?? ["log", "assign"];
  return [...wanted, "restore" as const].find((act) => acts.includes(act));
}
