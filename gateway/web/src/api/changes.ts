import { kept, shown } from "virtual:shown";
import type { Query, QueryClient } from "@tanstack/react-query";
import type { Update } from "./live";

/** Instalments are parts of their plans: it is the plan that changes, also by what is paid of them and said about them. */
const OWED = [
  "/v1/instalments",
  "/v1/instalments/{instalment_id}",
  "/v1/ageing",
  "/v1/collectionPath",
  "/v1/ledgerEntries",
] as const;

const PAID = ["/v1/receipts", "/v1/receipts/{receipt_id}", "/v1/unappliedReceipts"] as const;

/** What customers may owe, and what of that is used. */
const EXPOSED = ["/v1/exposureReport", "/v1/creditReport"] as const;

/** What money brings people. */
const BROUGHT = ["/v1/commissionEntries", "/v1/commissionReport"] as const;

/** What is signed for and closed of a period is read beneath it. */
const CLOSED = [
  "/v1/legalEntities/{legal_entity_id}/fiscalPeriods/{fiscal_period_id}/checklist",
  "/v1/periodCloses/{period_close_id}",
] as const;

/** Reports count records without showing them, so that the description does not tell. */
const COUNTED: Readonly<Record<string, readonly string[]>> = {
  lead: ["/v1/channelReturns"],
  campaign: ["/v1/channelReturns"],
  opportunity: ["/v1/funnel", "/v1/channelReturns"],
  contract: ["/v1/channelReturns"],
  payment_plan: [...OWED, ...EXPOSED, "/v1/proof"],
  credit_limit: EXPOSED,
  commission_month: BROUGHT,
  receipt: [...OWED, ...EXPOSED, ...BROUGHT, "/v1/unappliedReceipts", "/v1/claimableReceipts", "/v1/proof"],
  // Deciding about these changes the money they are about.
  cash_proposal: PAID,
  receipt_claim: [...PAID, "/v1/claimableReceipts"],
  bank_statement: ["/v1/bankStatementLines"],
  bank_statement_line: [...PAID, "/v1/bankStatementLines"],
  opening_balance: ["/v1/openingBalanceLines"],
  fiscal_period: CLOSED,
  period_close: CLOSED,
  account_statement: ["/v1/statementAnswers"],
  promise: [...OWED, "/v1/collectionNotes"],
  dispute: OWED,
  intent: OWED,
  interaction: ["/v1/accounts/{account_id}/timeline", "/v1/accounts/{account_id}/overview", "/v1/collectionNotes"],
  user: ["/v1/me"],
  role: ["/v1/me"],
};

/** What of a query's key is looked at: openapi-react-query makes it. */
type Key = [method?: string, path?: string, init?: { params?: { path?: Record<string, unknown> } }];

/** Which queries show what changed. A page of one record is concerned by that very record, a list by every record of its type. */
export function shows(key: Key, { type, id }: Pick<Update, "type" | "id">): boolean {
  const [method, path, init] = key;
  if (method !== "get" || !path) return false;
  if (kept[path] === type && id) return Object.values(init?.params?.path ?? {}).includes(id);
  return Boolean(shown[type]?.includes(path) || COUNTED[type]?.includes(path));
}

/** Records that are only read in lists, so that no path says which collection holds them. */
const LISTED: Readonly<Record<string, string>> = { bankStatementLines: "bank_statement_line" };

/** The types of records in collections: "leads" holds "lead". */
export function typesOf(collections: Iterable<string>): string[] {
  const wanted = [...collections];
  const read = Object.entries(kept).flatMap(([path, type]) =>
    wanted.includes(path.split("/").at(-2) ?? "") ? [type] : [],
  );
  return [...read, ...wanted.flatMap((each) => LISTED[each] ?? [])];
}

export async function readAnew(client: QueryClient, updates: readonly Pick<Update, "type" | "id">[]): Promise<void> {
  const isOld = ({ queryKey }: Query): boolean => updates.some((update) => shows(queryKey as Key, update));
  await client.invalidateQueries({ predicate: isOld });
}

/** After a write: what may show something of the collections that it touched, or is what it touched, as the settings of a company are. */
export async function readTouched(client: QueryClient, collections: Iterable<string>): Promise<void> {
  const names = [...collections];
  const updates = typesOf(names).map((type) => ({ type, id: "" }));
  const paths = new Set(names.map((name) => `/v1/${name}`));
  const isOld = ({ queryKey: [method, path] }: Query): boolean => method === "get" && paths.has(String(path));
  await Promise.all([readAnew(client, updates), client.invalidateQueries({ predicate: isOld })]);
}
