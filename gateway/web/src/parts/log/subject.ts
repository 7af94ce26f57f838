import { $api } from "../../api/client";

export type LoggedType = "account" | "lead" | "opportunity" | "contract" | "payment_plan" | "instalment";

export interface LogSubject {
  type: LoggedType;
  id: string;
  name: string;
  /** Whose people may have taken part; looked up where it is not known. */
  accountId?: string | undefined;
}

/** The customer that the subject hangs on: undefined while it is not known, and for a lead. */
export function useAccountOf({ type, id, accountId }: LogSubject): string | undefined {
  const wants = (of: LoggedType) => ({ enabled: !accountId && type === of });
  const opportunity = $api.useQuery(
    "get",
    "/v1/opportunities/{opportunity_id}",
    { params: { path: { opportunity_id: id } } },
    wants("opportunity"),
  );
  const contract = $api.useQuery(
    "get",
    "/v1/contracts/{contract_id}",
    { params: { path: { contract_id: id } } },
    wants("contract"),
  );
  const instalment = $api.useQuery(
    "get",
    "/v1/instalments/{instalment_id}",
    { params: { path: { instalment_id: id } } },
    wants("instalment"),
  );
  if (accountId) return accountId;
  if (type === "account") return id;
  return opportunity.data?.accountId ?? contract.data?.accountId ?? instalment.data?.customerId;
}

/** The people of a customer, those who left it not among them. */
export function useContactsOf(accountId: string | undefined) {
  const filter = `account_id = "${accountId}" AND departed = false`;
  return $api.useQuery(
    "get",
    "/v1/contacts",
    { params: { query: { pageSize: 100, filter } } },
    { enabled: Boolean(accountId) },
  );
}
