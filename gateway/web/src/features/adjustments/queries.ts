import { $api } from "../../api/client";
import { SEGMENTS } from "./types";

export function useAdjustment(id: string) {
  return $api.useQuery("get", "/v1/adjustments/{adjustment_id}", { params: { path: { adjustment_id: id } } });
}

/** What waits for approval, and what is to be paid. */
export function useWaitingCount() {
  const query = { filter: SEGMENTS.requested, pageSize: 1 };
  return $api.useQuery("get", "/v1/adjustments", { params: { query } }).data?.total;
}

export function useInstalment(id: string) {
  const params = { path: { instalment_id: id } };
  return $api.useQuery("get", "/v1/instalments/{instalment_id}", { params }, { enabled: Boolean(id) });
}

export function useReceipt(id: string) {
  const params = { path: { receipt_id: id } };
  return $api.useQuery("get", "/v1/receipts/{receipt_id}", { params }, { enabled: Boolean(id) });
}
