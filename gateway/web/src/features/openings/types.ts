import type { components } from "../../api/generated/openapi";
import type { Tone } from "../../ui/shown";

type Schemas = components["schemas"];
export type OpeningBalance = Schemas["receivables.OpeningBalance"];
export type OpeningLine = Schemas["receivables.OpeningBalanceLine"];

/** What waits for somebody is marked; what is done is quiet. */
export const TONES: Readonly<Partial<Record<OpeningBalance["state"], Tone>>> = {
  OPENING_STATE_WAITING: "warn",
  OPENING_STATE_LEAVING: "warn",
  OPENING_STATE_POSTED: "good",
};

export const WAITING = "state = WAITING OR state = LEAVING";
