import { $api } from "../../api/client";
import { useSession } from "../../app/session";

export function useOrder(id: string) {
  return $api.useQuery("get", "/v1/orders/{sales_order_id}", { params: { path: { sales_order_id: id } } });
}

/** What the order makes owed; none while it is not released, and where its deliveries are owed by month. */
export function usePlan(orderId: string) {
  const { may } = useSession();
  const query = { filter: `contract_id = "${orderId}"`, pageSize: 1 };
  const { data } = $api.useQuery("get", "/v1/paymentPlans", { params: { query } }, { enabled: may("plan.read") });
  return data?.paymentPlans[0];
}

export function useContract(id: string) {
  const { may } = useSession();
  const { data } = $api.useQuery(
    "get",
    "/v1/contracts/{contract_id}",
    { params: { path: { contract_id: id } } },
    { enabled: id !== "" && may("contract.read") },
  );
  return data;
}

/** Contracts that something may be ordered under. */
export function useContracts(accountId: string | null) {
  const query = { filter: `account_id = "${accountId ?? ""}" AND state = EFFECTIVE`, pageSize: 100 };
  const { data } = $api.useQuery("get", "/v1/contracts", { params: { query } }, { enabled: accountId !== null });
  return data?.contracts ?? [];
}

export function useAssignments(orderId: string) {
  const params = { path: { sales_order_id: orderId }, query: { pageSize: 100 } };
  return $api.useQuery("get", "/v1/orders/{sales_order_id}/assignments", { params });
}
