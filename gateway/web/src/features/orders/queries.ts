import { $api } from "../../api/client";

export function useOrder(id: string) {
  return $api.useQuery("get", "/v1/orders/{sales_order_id}", { params: { path: { sales_order_id: id } } });
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
