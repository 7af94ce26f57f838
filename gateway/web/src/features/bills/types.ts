import type { components } from "../../api/generated/openapi";
import type { Tone } from "../../ui/shown";

type Schemas = components["schemas"];
export type Bill = Schemas["receivables.Bill"];
export type State = Bill["state"];

/** What waits for somebody is marked; what is over is quiet. */
export const TONES: Readonly<Partial<Record<State, Tone>>> = {
  BILL_STATE_PRESENTED: "info",
  BILL_STATE_PAID: "good",
  BILL_STATE_DISHONOURED: "warn",
};

/** One click away: what is to be seen to. */
export function segmentsOn(until: string): Readonly<Record<string, string>> {
  return {
    present: `state = HELD AND due_date <= "${until}"`,
    held: "state = HELD",
    asked: "asked_by != null",
    presented: "state = PRESENTED",
    contingent: "recourse = CONTINGENT",
    pursued: "recourse = OPEN",
  };
}
