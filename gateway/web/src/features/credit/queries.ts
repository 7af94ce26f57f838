import { $api } from "../../api/client";

export function useCreditLimit(id: string) {
  return $api.useQuery("get", "/v1/creditLimits/{credit_limit_id}", { params: { path: { credit_limit_id: id } } });
}

/** How much of each limit is used now, what is exceeded first. */
export function useCreditReport() {
  return $api.useQuery("get", "/v1/creditReport", { params: { query: {} } });
}

/** One click away: what waits for whom. */
export const SEGMENTS = {
  requested: "state = REQUESTED",
  approved: "state = APPROVED",
  release: "kind = RELEASE",
} as const;
