import { api, ifMatch, reply } from "../../../api/client";
import type { Values } from "../../../ui/formValues";
import type { Invoice } from "../types";
import type { Act } from "./acts";

/** Does it, with what the form says. */
export function sent(act: Act, of: Invoice, values: Values): Promise<Invoice> {
  const init = { params: { path: { invoice_id: of.id } }, headers: ifMatch(of) };
  const text = (name: string): string => values[name]?.trim() ?? "";
  const note = { note: text("note") };
  switch (act) {
    case "approve":
      return reply(api.POST("/v1/invoices/{invoice_id}:approve", { ...init, body: note }));
    case "approveAboveContract":
      return reply(api.POST("/v1/invoices/{invoice_id}:approveAboveContract", { ...init, body: note }));
    case "approveRed":
      return reply(api.POST("/v1/invoices/{invoice_id}:approveRed", { ...init, body: note }));
    case "confirmRed": {
      const body = { confirmationNumber: text("confirmationNumber"), confirmDate: text("confirmDate") };
      return reply(api.POST("/v1/invoices/{invoice_id}:confirmRed", { ...init, body }));
    }
    case "issue": {
      const body = {
        invoiceNumber: text("invoiceNumber"),
        invoiceCode: text("invoiceCode"),
        issueDate: text("issueDate"),
      };
      return reply(api.POST("/v1/invoices/{invoice_id}:issue", { ...init, body }));
    }
    case "deliver":
      return reply(
        api.POST("/v1/invoices/{invoice_id}:deliver", { ...init, body: { deliverDate: text("deliverDate"), ...note } }),
      );
    case "book":
      return reply(
        api.POST("/v1/invoices/{invoice_id}:book", { ...init, body: { bookDate: text("bookDate"), ...note } }),
      );
    case "return":
      return reply(api.POST("/v1/invoices/{invoice_id}:return", { ...init, body: { reason: text("reason") } }));
    case "reject":
      return reply(api.POST("/v1/invoices/{invoice_id}:reject", { ...init, body: { reason: text("reason") } }));
    case "requestRed": {
      const amount = text("amount.amount");
      const body = {
        reason: text("reason") as Invoice["redReason"],
        ...note,
        ...(amount && { amount: { currencyCode: of.gross?.currencyCode ?? "", amount } }),
      };
      return reply(api.POST("/v1/invoices/{invoice_id}:requestRed", { ...init, body }));
    }
  }
}
