import { $api } from "../../api/client";
import type { components } from "../../api/generated/openapi";

export type Row = components["schemas"]["receivables.CommissionRow"];
export type Entry = components["schemas"]["receivables.CommissionEntry"];
export type Plan = components["schemas"]["receivables.CommissionPlan"];

export function useReport(month: string) {
  return $api.useQuery("get", "/v1/commissionReport", { params: { query: { month } } });
}

export function usePlans() {
  return $api.useQuery("get", "/v1/commissionPlans", { params: { query: { pageSize: 100 } } });
}
