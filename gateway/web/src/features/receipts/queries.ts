import { $api } from "../../api/client";
import { CLAIMED, MOVED, PAYERS } from "./filters";
import type { Receipt } from "./types";

/** More open claims of one customer than this are paid by naming them in a filter of the list of instalments. */
const MOST = 200;
const SOON = 1000;

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

/** What one receipt may pay; there is one proposal at most. */
export function useProposal(receiptId: string, isEnabled: boolean) {
  const query = { filter: `receipt_id = "${receiptId}"`, pageSize: 1 };
  return $api.useQuery("get", "/v1/cashProposals", { params: { query } }, { enabled: isEnabled });
}

/** How many proposals of a kind there are. */
export function useProposalCount(filter: string, isEnabled: boolean) {
  return $api.useQuery(
    "get",
    "/v1/cashProposals",
    { params: { query: { filter, pageSize: 1 } } },
    { enabled: isEnabled },
  ).data?.total;
}

/** Money of unknown payers, as far as it is counted. */
export function useClaimableCount(isEnabled: boolean) {
  return $api.useQuery("get", "/v1/claimableReceipts", { params: { query: { pageSize: 1 } } }, { enabled: isEnabled })
    .data?.total;
}

/** Claims that wait for finance. */
export function useClaimCount(isEnabled: boolean) {
  const query = { filter: CLAIMED.open, pageSize: 1 };
  return $api.useQuery("get", "/v1/receiptClaims", { params: { query } }, { enabled: isEnabled }).data?.total;
}

/** Who says whose money one receipt is, side by side. */
export function useClaimsOf(receiptId: string, isEnabled: boolean) {
  const query = { filter: `receipt_id = "${receiptId}"`, orderBy: "create_time", pageSize: 50 };
  return $api.useQuery("get", "/v1/receiptClaims", { params: { query } }, { enabled: isEnabled });
}

export function useContract(id: string) {
  const params = { path: { contract_id: id } };
  return $api.useQuery("get", "/v1/contracts/{contract_id}", { params }, { enabled: Boolean(id) });
}

/** One imported file; asked for again and again while its lines are on their way to receipts. */
export function useStatement(id: string) {
  return $api.useQuery(
    "get",
    "/v1/bankStatements/{bank_statement_id}",
    { params: { path: { bank_statement_id: id } } },
    { refetchInterval: ({ state: { data } }) => (data?.state === "STATEMENT_STATE_BOOKING" ? SOON : false) },
  );
}

/** How many movements may have come twice and wait for somebody. */
export function useTwinCount(isEnabled: boolean) {
  const query = { filter: MOVED.twin, pageSize: 1 };
  return $api.useQuery("get", "/v1/bankStatementLines", { params: { query } }, { enabled: isEnabled }).data?.total;
}

export function usePayerAlias(id: string) {
  return $api.useQuery("get", "/v1/payerAliases/{payer_alias_id}", { params: { path: { payer_alias_id: id } } });
}

/** Payers that wait for a second person. */
export function useAskedCount(isEnabled: boolean) {
  const query = { filter: PAYERS.asked, pageSize: 1 };
  return $api.useQuery("get", "/v1/payerAliases", { params: { query } }, { enabled: isEnabled }).data?.total;
}
