import type { MilestoneKind } from "../types";

export const TEMPLATES = ["30/30/30/10", "30/60/10", "monthly_60", "payment_before_shipment", "leasing"] as const;
export type Template = (typeof TEMPLATES)[number];
export const OWN = "own";

/** The milestones that the payments of a template wait for, besides the contract taking effect: their days say when money comes. */
export const WAITS_FOR: Readonly<Record<Template, readonly MilestoneKind[]>> = {
  "30/30/30/10": ["MILESTONE_KIND_READY_TO_SHIP", "MILESTONE_KIND_FINAL_ACCEPTANCE"],
  "30/60/10": ["MILESTONE_KIND_FINAL_ACCEPTANCE"],
  monthly_60: ["MILESTONE_KIND_ARRIVED"],
  payment_before_shipment: ["MILESTONE_KIND_READY_TO_SHIP"],
  leasing: ["MILESTONE_KIND_INSTALLED"],
};
