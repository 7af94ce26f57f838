import { useQuery } from "@tanstack/react-query";
import { $api, api, reply } from "../../api/client";
import { useSession } from "../../app/session";
import { batched } from "../../parts/batched";
import { writeFilter } from "../../ui/grid/filter";

const MINUTE = 60_000;

export function useContract(id: string) {
  return $api.useQuery("get", "/v1/contracts/{contract_id}", { params: { path: { contract_id: id } } });
}

const planOf = batched(async (contractIds) => {
  const filter = writeFilter([{ field: "contract_id", operator: "is", values: contractIds }]);
  const query = { filter, pageSize: contractIds.length };
  const { paymentPlans } = await reply(api.GET("/v1/paymentPlans", { params: { query } }));
  return new Map(paymentPlans.map((plan) => [plan.contractId, plan]));
});

/** The payment plan of a contract in a list: undefined while it is on its way, null where it has none. */
export function usePlanInList(contractId: string) {
  const { may } = useSession();
  const { data } = useQuery({
    queryKey: ["get", "/v1/paymentPlans", "of", contractId],
    queryFn: () => planOf(contractId),
    enabled: may("plan.read"),
    staleTime: MINUTE,
  });
  return may("plan.read") ? data : null;
}

/** The payment plan of a contract; none before the contract is effective. */
export function usePlan(contractId: string) {
  const { may } = useSession();
  const query = { filter: `contract_id = "${contractId}"`, pageSize: 1 };
  const { data, ...rest } = $api.useQuery(
    "get",
    "/v1/paymentPlans",
    { params: { query } },
    { enabled: may("plan.read") },
  );
  return { ...rest, isRead: data !== undefined, plan: data?.paymentPlans[0] };
}

export function useVersions(planId: string) {
  const params = { path: { payment_plan_id: planId }, query: { pageSize: 50 } };
  return $api.useQuery("get", "/v1/paymentPlans/{payment_plan_id}/versions", { params });
}

export function useRevisions(planId: string) {
  const { may } = useSession();
  const query = { filter: `payment_plan_id = "${planId}"`, orderBy: "create_time desc", pageSize: 20 };
  return $api.useQuery("get", "/v1/planRevisions", { params: { query } }, { enabled: may("plan_revision.read") });
}

/** The invoices of a contract, those that were asked for last first. */
export function useInvoices(contractId: string) {
  const { may } = useSession();
  const query = { filter: `contract_id = "${contractId}"`, orderBy: "create_time desc", pageSize: 100 };
  return $api.useQuery("get", "/v1/invoices", { params: { query } }, { enabled: may("invoice.read") });
}

/** Receipts of who owes, of which something was allocated or held in advance; those for this contract are among them. */
export function useReceipts(customerId: string) {
  const { may } = useSession();
  const filter = `customer_id = "${customerId}" AND (allocated > 0 OR advance > 0)`;
  const query = { filter, orderBy: "received_date desc", pageSize: 100 };
  return $api.useQuery(
    "get",
    "/v1/receipts",
    { params: { query } },
    { enabled: may("receipt.read") && customerId !== "" },
  );
}

export function usePromises(contractId: string) {
  const { may } = useSession();
  const query = { filter: `contract_id = "${contractId}"`, orderBy: "create_time desc", pageSize: 50 };
  return $api.useQuery("get", "/v1/promises", { params: { query } }, { enabled: may("promise.read") });
}

export function useDisputes(contractId: string) {
  const { may } = useSession();
  const query = { filter: `contract_id = "${contractId}"`, orderBy: "create_time desc", pageSize: 50 };
  return $api.useQuery("get", "/v1/disputes", { params: { query } }, { enabled: may("dispute.read") });
}

export function useAssignments(contractId: string) {
  const params = { path: { contract_id: contractId }, query: { pageSize: 100 } };
  return $api.useQuery("get", "/v1/contracts/{contract_id}/assignments", { params });
}

export function useDeal(id: string | undefined) {
  const { may } = useSession();
  return $api.useQuery(
    "get",
    "/v1/opportunities/{opportunity_id}",
    { params: { path: { opportunity_id: id ?? "" } } },
    { enabled: Boolean(id) && may("opportunity.read") },
  );
}
