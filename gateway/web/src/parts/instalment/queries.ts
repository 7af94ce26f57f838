import { $api } from "../../api/client";
import { useSession } from "../../app/session";

/** Of one instalment, the latest first: more than this nobody reads. */
const MOST = 50;
const RECEIPTS = 100;

export function useInstalment(id: string | undefined) {
  return $api.useQuery(
    "get",
    "/v1/instalments/{instalment_id}",
    { params: { path: { instalment_id: id ?? "" } } },
    { enabled: Boolean(id) },
  );
}

export function usePlan(id: string | undefined) {
  return $api.useQuery(
    "get",
    "/v1/paymentPlans/{payment_plan_id}",
    { params: { path: { payment_plan_id: id ?? "" } } },
    { enabled: Boolean(id) },
  );
}

/** The plan of a contract; undefined where it has none yet. */
export function usePlanOf(contractId: string) {
  const query = { filter: `contract_id = "${contractId}"`, pageSize: 1 };
  const { data, ...rest } = $api.useQuery("get", "/v1/paymentPlans", { params: { query } });
  return { ...rest, isRead: data !== undefined, plan: data?.paymentPlans[0] };
}

export function usePromises(contractId: string) {
  const query = { filter: `contract_id = "${contractId}"`, orderBy: "create_time desc", pageSize: MOST };
  return $api.useQuery("get", "/v1/promises", { params: { query } });
}

export function useDisputes(instalmentId: string) {
  const query = { filter: `instalment_id = "${instalmentId}"`, orderBy: "create_time desc", pageSize: MOST };
  return $api.useQuery("get", "/v1/disputes", { params: { query } });
}

/** What the customer means to do about this instalment, or about all that it owes. */
export function useIntents(customerId: string, instalmentId: string) {
  const filter = `customer_id = "${customerId}" AND (instalment_id = "${instalmentId}" OR instalment_id = null)`;
  return $api.useQuery("get", "/v1/intents", { params: { query: { filter, pageSize: MOST } } });
}

/** What was said with the customer about this instalment, or about its contract as a whole. */
export function useNotes(contractId: string, instalmentId: string) {
  const filter = `contract_id = "${contractId}" AND (instalment_id = "${instalmentId}" OR instalment_id = null)`;
  return $api.useQuery("get", "/v1/collectionNotes", { params: { query: { filter, pageSize: MOST } } });
}

/** Receipts of the customer of which something was allocated: those that paid this instalment are among them. */
export function useReceiptsOf(customerId: string) {
  const filter = `customer_id = "${customerId}" AND (allocated > 0 OR advance > 0)`;
  const query = { filter, orderBy: "received_date desc", pageSize: RECEIPTS };
  return $api.useQuery("get", "/v1/receipts", { params: { query } });
}

/** Which reminders went to whom, and which did not. Each sees own ones; managers those of their people. */
export function useDecisions(instalmentId: string) {
  const filter = `subject_type = "instalment" AND subject_id = "${instalmentId}"`;
  const query = { filter, orderBy: "create_time desc", pageSize: MOST };
  return $api.useQuery("get", "/v1/decisions", { params: { query } });
}

export function useEntries(instalmentId: string) {
  const { may } = useSession();
  const query = { filter: `subject_id = "${instalmentId}"`, orderBy: "create_time desc", pageSize: MOST };
  return $api.useQuery("get", "/v1/ledgerEntries", { params: { query } }, { enabled: may("ledger.read") });
}

export function useAssignments(contractId: string) {
  const params = { path: { contract_id: contractId }, query: { pageSize: MOST } };
  return $api.useQuery("get", "/v1/contracts/{contract_id}/assignments", { params });
}
