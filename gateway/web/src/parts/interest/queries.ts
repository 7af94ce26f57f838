import { $api } from "../../api/client";

/** What late interest has accrued by today on a plan, or on one instalment of it. */
export function useLateInterest(planId: string, instalmentId?: string) {
  const params = {
    path: { payment_plan_id: planId },
    query: instalmentId ? { instalmentId } : {},
  };
  return $api.useQuery("get", "/v1/paymentPlans/{payment_plan_id}/lateInterest", { params });
}
