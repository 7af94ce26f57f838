import type { Go } from "../../ui/Go";
import type { Finding, Period } from "./queries";

/** The one to be closed next: the earliest that is over and not closed. */
export function nextToClose(periods: readonly Period[], today: string): Period | undefined {
  return periods
    .filter(({ state, endDate }) => state !== "FISCAL_PERIOD_STATE_CLOSED" && endDate < today)
    .sort((one, other) => one.startDate.localeCompare(other.startDate))[0];
}

/** Where what was found is dealt with; nothing for what is no record of anybody's. */
export function goTo({ subjectType, subjectId, customerId }: Finding): Go | undefined {
  switch (subjectType) {
    case "receipt":
      return { to: "/receipts/$receiptId", params: { receiptId: subjectId } };
    case "invoice":
      return { to: "/invoices/$invoiceId", params: { invoiceId: subjectId } };
    case "instalment":
      return { to: "/receivables", search: { instalment: subjectId } };
    case "bank_statement_line":
    case "bank_account":
      return { to: "/receipts/statements" };
    case "adjustment":
      return { to: "/receivables/adjustments" };
    case "cash_proposal":
      return { to: "/receipts/proposals" };
    case "proof_run":
      return { to: "/receivables" };
    case "account":
    case "dispute":
      return customerId ? { to: "/customers/$customerId", params: { customerId } } : undefined;
    default:
      return undefined;
  }
}
