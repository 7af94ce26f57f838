import { $api } from "../../api/client";

export function useBill(id: string) {
  return $api.useQuery("get", "/v1/bills/{bill_id}", { params: { path: { bill_id: id } } });
}

export function useBillReport() {
  return $api.useQuery("get", "/v1/billReport");
}

/** The receipt that a bill came with: its allocations are what the bill pays. */
export function useReceiptOf(receiptId: string) {
  return $api.useQuery("get", "/v1/receipts/{receipt_id}", { params: { path: { receipt_id: receiptId } } });
}
