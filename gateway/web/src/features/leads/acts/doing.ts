import type { Lead } from "../types";

/** What somebody is about to do with a lead, where that asks for something first. */
export interface Doing {
  act: "log" | "contact" | "convert" | "assign" | "return" | "release" | "disqualify" | "reveal";
  lead: Lead;
}
