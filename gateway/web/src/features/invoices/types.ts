import type { components } from "../../api/generated/openapi";
import type { Tone } from "../../ui/shown";

type Schemas = components["schemas"];
export type Invoice = Schemas["receivables.Invoice"];
export type InvoiceInput = Schemas["receivables.InvoiceInput"];
export type State = Invoice["state"];

/** Whoever waits for somebody is marked; what is done is quiet. */
export const TONES: Readonly<Partial<Record<State, Tone>>> = {
  INVOICE_STATE_REQUESTED: "warn",
  INVOICE_STATE_APPROVED: "info",
  INVOICE_STATE_ISSUED: "info",
  INVOICE_STATE_DELIVERED: "info",
  INVOICE_STATE_BOOKED: "good",
  INVOICE_STATE_RETURNED: "warn",
};

/** One click away: what waits for whom. */
export const SEGMENTS = {
  requested: "state = REQUESTED",
  approved: "state = APPROVED",
  issued: "state = ISSUED",
  delivered: "state = DELIVERED",
  returned: "state = RETURNED",
  red: "original_id != null",
} as const;
