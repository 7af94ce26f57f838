import type { components } from "../../api/generated/openapi";
import type { Tone } from "../../ui/shown";

type Schemas = components["schemas"];
export type Order = Schemas["pipeline.SalesOrder"];
export type Lot = Schemas["pipeline.OrderLot"];
export type Delivery = Schemas["pipeline.OrderDelivery"];
export type State = Order["state"];

export const TONES: Readonly<Partial<Record<State, Tone>>> = {
  SALES_ORDER_STATE_SUBMITTED: "warn",
  SALES_ORDER_STATE_APPROVED: "info",
  SALES_ORDER_STATE_RELEASED: "on",
  SALES_ORDER_STATE_DELIVERING: "on",
  SALES_ORDER_STATE_DELIVERED: "good",
};

export const CREDIT_TONES: Readonly<Partial<Record<Order["credit"], Tone>>> = {
  ORDER_CREDIT_CLEAR: "good",
  ORDER_CREDIT_HELD: "warn",
};

/** One click away: what waits for somebody. */
export const SEGMENTS: Readonly<Record<string, string>> = {
  approve: "state = SUBMITTED",
  release: "state = APPROVED",
  deliver: "(state = RELEASED OR state = DELIVERING)",
  delivered: "state = DELIVERED",
  draft: "state = DRAFT",
};

/** How much of it is there, in per cent; what is not quite all of it is never 100. */
export function shareOf({ delivered, gross }: Pick<Order, "delivered" | "gross">): number {
  const whole = Number(gross?.amount ?? 0);
  if (whole === 0) return 0;
  return Math.floor((Number(delivered?.amount ?? 0) / whole) * 100);
}
