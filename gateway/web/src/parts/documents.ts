import { $api } from "../api/client";
import { useSession } from "../app/session";

/** The contract that something is under; nothing for who may not see it, and where there is none. */
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

/** What a document makes owed: an order, or the charge for a visit. None before it is released or approved, and of orders that are owed by month. */
export function usePlanOf(documentId: string) {
  const { may } = useSession();
  const query = { filter: `contract_id = "${documentId}"`, pageSize: 1 };
  const { data } = $api.useQuery("get", "/v1/paymentPlans", { params: { query } }, { enabled: may("plan.read") });
  return data?.paymentPlans[0];
}
