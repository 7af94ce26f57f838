import type { Invoice } from "../types";

export type Act =
  | "approve"
  | "approveAboveContract"
  | "approveRed"
  | "confirmRed"
  | "issue"
  | "deliver"
  | "book"
  | "return"
  | "requestRed"
  | "reject";

const PERMISSIONS: Readonly<Record<Act, string>> = {
  approve: "invoice.approve",
  approveAboveContract: "invoice.exceed_contract",
  approveRed: "invoice.approve_red",
  confirmRed: "invoice.confirm_red",
  issue: "invoice.issue",
  deliver: "invoice.deliver",
  book: "invoice.book",
  return: "invoice.return",
  requestRed: "invoice.request_red",
  reject: "invoice.reject",
};
/** Not by who owns the contract, and approvals not by who asked either. */
const FINANCE: readonly Act[] = ["approve", "approveAboveContract", "approveRed", "confirmRed", "issue", "requestRed"];
const SECOND: readonly Act[] = ["approve", "approveAboveContract", "approveRed"];
const TAX: readonly Invoice["type"][] = ["INVOICE_TYPE_VAT_SPECIAL", "INVOICE_TYPE_VAT_ORDINARY", "INVOICE_TYPE_PAPER"];

/** What its state allows, in the order in which one would do it. */
function possible(of: Invoice): Act[] {
  const isRed = of.originalId !== "";
  const reverse: Act[] = !isRed && TAX.includes(of.type) ? ["requestRed"] : [];
  switch (of.state) {
    case "INVOICE_STATE_REQUESTED":
      return isRed ? ["approveRed", "confirmRed", "reject"] : ["approve", "approveAboveContract", "reject"];
    case "INVOICE_STATE_APPROVED":
      return isRed && of.confirmationNumber === "" ? ["confirmRed", "reject"] : ["issue", "reject"];
    case "INVOICE_STATE_ISSUED":
      return ["deliver", "book", "return", ...reverse];
    case "INVOICE_STATE_DELIVERED":
      return ["book", "return", ...reverse];
    case "INVOICE_STATE_BOOKED":
      return ["return", ...reverse];
    case "INVOICE_STATE_RETURNED":
      return ["deliver", ...reverse];
    default:
      return [];
  }
}

/** What a person may do with it: the server asks the same once more. */
export function actsFor(of: Invoice, personId: string, may: (permission: string) => boolean): Act[] {
  return possible(of).filter(
    (act) =>
      may(PERMISSIONS[act]) &&
      !(FINANCE.includes(act) && of.ownerId === personId) &&
      !(SECOND.includes(act) && of.requestedBy === personId),
  );
}
