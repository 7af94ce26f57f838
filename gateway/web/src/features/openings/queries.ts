import { $api } from "../../api/client";
import { WAITING } from "./types";

export function useOpening(id: string) {
  return $api.useQuery("get", "/v1/openingBalances/{opening_balance_id}", {
    params: { path: { opening_balance_id: id } },
  });
}

/** What waits for a second person. */
export function useWaitingCount() {
  const query = { filter: WAITING, pageSize: 1 };
  return $api.useQuery("get", "/v1/openingBalances", { params: { query } }).data?.total;
}
