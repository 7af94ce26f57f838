import { api, ifMatch, reply } from "../../../api/client";
import type { Values } from "../../../ui/formValues";
import type { Bill } from "../types";
import type { Act } from "./acts";

type Wanted = "BILL_ACT_ENDORSED" | "BILL_ACT_PLEDGED" | "BILL_ACT_DISCOUNTED";

/** Does it, with what the form says. */
export function sent(act: Act, of: Bill, values: Values): Promise<Bill> {
  const init = { params: { path: { bill_id: of.id } }, headers: ifMatch(of) };
  const text = (name: string): string => values[name]?.trim() ?? "";
  const note = { note: text("note") };
  const reason = { reason: text("reason") };
  const account = text("bankAccountId");
  const currencyCode = of.amount?.currencyCode ?? "CNY";
  switch (act) {
    case "approve":
      return reply(api.POST("/v1/bills/{bill_id}:approve", { ...init, body: note }));
    case "decline":
      return reply(api.POST("/v1/bills/{bill_id}:decline", { ...init, body: reason }));
    case "present":
      return reply(api.POST("/v1/bills/{bill_id}:present", { ...init, body: { presentDate: text("day"), ...note } }));
    case "release":
      return reply(api.POST("/v1/bills/{bill_id}:release", { ...init, body: { releaseDate: text("day"), ...note } }));
    case "pay": {
      const body = { payDate: text("day"), ...note, ...(account && { bankAccountId: account }) };
      return reply(api.POST("/v1/bills/{bill_id}:pay", { ...init, body }));
    }
    case "dishonour":
      return reply(
        api.POST("/v1/bills/{bill_id}:dishonour", { ...init, body: { dishonourDate: text("day"), ...reason } }),
      );
    case "split": {
      const body = { amount: { currencyCode, amount: text("amount.amount") } };
      return reply(api.POST("/v1/bills/{bill_id}:split", { ...init, body }));
    }
    case "settleRecourse":
      return reply(api.POST("/v1/bills/{bill_id}:settleRecourse", { ...init, body: note }));
    case "takeBack":
      return reply(api.POST("/v1/bills/{bill_id}:takeBack", { ...init, body: reason }));
    case "request": {
      const interest = text("interest.amount");
      const asked = {
        act: text("act") as Wanted,
        counterparty: text("counterparty"),
        ...note,
        ...(account && { bankAccountId: account }),
        ...(interest && { interest: { currencyCode, amount: interest } }),
        withRecourse: text("recourse") === "with",
      };
      return reply(api.POST("/v1/bills/{bill_id}:request", { ...init, body: { asked } }));
    }
  }
}
