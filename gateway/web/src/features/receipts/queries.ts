import { $api } from "../../api/client";
import type { Receipt } from "./types";

/** More open claims of one customer than this are paid by naming them in a filter of the list of instalments. */
const MOST = 200;

export const useUnapplied = () => $api.useQuery("get", "/v1/unappliedReceipts", {});

export function useReceipt(id: string) {
  return $api.useQuery("get", "/v1/receipts/{receipt_id}", { params: { path: { receipt_id: id } } });
}

/** What the customer owes to this company of ours in this currency, or will owe. */
export function useOwed(of: Receipt, state: "CLAIMABLE" | "PLANNED", isEnabled = true) {
  const currency = of.amount?.currencyCode ?? "";
  const filter = [
    `customer_id = "${of.customerId}"`,
    `legal_entity_id = "${of.legalEntityId}"`,
    `currency = ${currency}`,
    `claim_state = ${state}`,
  ].join(" AND ");
  const orderBy = state === "CLAIMABLE" ? "due_date" : "expected_date";
  return $api.useQuery(
    "get",
    "/v1/instalments",
    { params: { query: { filter, orderBy, pageSize: MOST } } },
    { enabled: isEnabled && Boolean(of.customerId) },
  );
}

/** One instalment that a receipt paid, for its name. */
export function usePaid(id: string) {
  return $api.useQuery("get", "/v1/instalments/{instalment_id}", { params: { path: { instalment_id: id } } });
}

/** Contracts that a payer may refer to: those of the customer, by number. */
export function useContracts(accountId: string | null) {
  const query = { filter: `account_id = "${accountId}"`, orderBy: "create_time desc", pageSize: 100 };
  return $api.useQuery("get", "/v1/contracts", { params: { query } }, { enabled: Boolean(accountId) });
}
