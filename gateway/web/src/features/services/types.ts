import type { components } from "../../api/generated/openapi";
import type { Tone } from "../../ui/shown";

type Schemas = components["schemas"];
export type ServiceCharge = Schemas["receivables.ServiceCharge"];
export type State = ServiceCharge["state"];
export type DueFrom = ServiceCharge["dueFrom"];

export const VISIT: DueFrom = "SERVICE_DUE_FROM_VISIT";
export const DAY: DueFrom = "SERVICE_DUE_FROM_DAY";

/** What waits for somebody is marked; what is done is quiet. */
export const TONES: Readonly<Partial<Record<State, Tone>>> = {
  SERVICE_CHARGE_STATE_SUBMITTED: "warn",
  SERVICE_CHARGE_STATE_CANCELLING: "warn",
  SERVICE_CHARGE_STATE_APPROVED: "good",
};

export const WAITING = "(state = SUBMITTED OR state = CANCELLING)";

/** One click away. */
export const SEGMENTS = {
  waiting: WAITING,
  draft: "state = DRAFT",
  approved: "state = APPROVED",
} as const;
