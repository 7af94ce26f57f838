import type { components } from "../../api/generated/openapi";
import type { Tone } from "../../ui/shown";

export type Adjustment = components["schemas"]["receivables.Adjustment"];

/** Whoever waits for somebody is marked; what is done is quiet. */
export const TONES: Readonly<Partial<Record<Adjustment["state"], Tone>>> = {
  ADJUSTMENT_STATE_REQUESTED: "warn",
  ADJUSTMENT_STATE_APPROVED: "info",
  ADJUSTMENT_STATE_POSTED: "good",
};

/** One click away: what waits for whom. */
export const SEGMENTS = {
  requested: "state = REQUESTED",
  approved: "state = APPROVED",
  posted: "state = POSTED",
  refund: "kind = REFUND",
  writeOff: "kind = WRITE_OFF",
} as const;
