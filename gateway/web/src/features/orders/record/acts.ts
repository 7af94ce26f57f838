import { api, ifMatch, reply } from "../../../api/client";
import type { Values } from "../../../ui/formValues";
import type { Order, State } from "../types";

export type Act = "submit" | "approve" | "reject" | "release" | "deliver" | "close" | "cancel";

const PERMISSIONS: Readonly<Record<Act, string>> = {
  submit: "order.submit",
  approve: "order.approve",
  reject: "order.approve",
  release: "order.release",
  deliver: "order.deliver",
  close: "order.close",
  cancel: "order.cancel",
};

/** What its state allows, in the order in which one would do it. */
const POSSIBLE: Readonly<Partial<Record<State, readonly Act[]>>> = {
  SALES_ORDER_STATE_DRAFT: ["submit", "cancel"],
  SALES_ORDER_STATE_SUBMITTED: ["approve", "reject", "cancel"],
  SALES_ORDER_STATE_APPROVED: ["release", "cancel"],
  SALES_ORDER_STATE_RELEASED: ["deliver", "cancel"],
  SALES_ORDER_STATE_DELIVERING: ["deliver"],
  SALES_ORDER_STATE_DELIVERED: ["close"],
};

/** What a person may do with it: the server asks the same once more. Who submitted it does not decide on it. */
export function actsFor(
  of: Pick<Order, "state" | "submittedBy">,
  personId: string,
  may: (permission: string) => boolean,
): Act[] {
  return (POSSIBLE[of.state] ?? []).filter(
    (act) => may(PERMISSIONS[act]) && !((act === "approve" || act === "reject") && of.submittedBy === personId),
  );
}

/** Does it, with what the form says; `evidence` is the file that shows a delivery. */
export function sent(act: Act, of: Order, values: Values, evidence = ""): Promise<Order> {
  const init = { params: { path: { sales_order_id: of.id } }, headers: ifMatch(of) };
  const reason = values.reason?.trim() ?? "";
  const date = values.day ?? "";
  switch (act) {
    case "submit":
      return reply(api.POST("/v1/orders/{sales_order_id}:submit", init));
    case "approve":
      return reply(api.POST("/v1/orders/{sales_order_id}:approve", init));
    case "reject":
      return reply(api.POST("/v1/orders/{sales_order_id}:reject", { ...init, body: { reason } }));
    case "release":
      return reply(api.POST("/v1/orders/{sales_order_id}:release", { ...init, body: { releaseDate: date } }));
    case "deliver": {
      const lots = of.lots.flatMap(({ code }) => {
        const quantity = values[`lot.${code}`]?.trim() ?? "";
        return Number(quantity) > 0 ? [{ lotCode: code, quantity }] : [];
      });
      const body = { lots, deliveryDate: date, evidenceAttachmentId: evidence, note: values.note?.trim() ?? "" };
      return reply(api.POST("/v1/orders/{sales_order_id}:deliver", { ...init, body }));
    }
    case "close":
      return reply(api.POST("/v1/orders/{sales_order_id}:close", init));
    case "cancel":
      return reply(api.POST("/v1/orders/{sales_order_id}:cancel", { ...init, body: { reason } }));
  }
}
