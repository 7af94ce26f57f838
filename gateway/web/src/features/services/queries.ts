import { $api } from "../../api/client";
import { useSession } from "../../app/session";
import { WAITING } from "./types";

export function useCharge(id: string) {
  return $api.useQuery("get", "/v1/serviceCharges/{service_charge_id}", {
    params: { path: { service_charge_id: id } },
  });
}

/** What waits for a second person. */
export function useWaitingCount() {
  const query = { filter: WAITING, pageSize: 1 };
  return $api.useQuery("get", "/v1/serviceCharges", { params: { query } }).data?.total;
}

/** Contracts that a visit may have to do with. */
export function useContracts(accountId: string | null) {
  const { may } = useSession();
  const query = { filter: `account_id = "${accountId ?? ""}"`, orderBy: "create_time desc", pageSize: 100 };
  const { data } = $api.useQuery(
    "get",
    "/v1/contracts",
    { params: { query } },
    { enabled: accountId !== null && may("contract.read") },
  );
  return data?.contracts ?? [];
}
