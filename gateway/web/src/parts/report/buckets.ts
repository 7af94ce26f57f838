import type { components } from "../../api/generated/openapi";

export type Bucket = components["schemas"]["receivables.AgeingBucket"];
export type Layer = components["schemas"]["common.PaymentLayer"];
export type Basis = components["schemas"]["receivables.AgeingBasis"];

/** Never added together. */
export const LAYERS = [
  "PAYMENT_LAYER_NORMAL",
  "PAYMENT_LAYER_RETENTION",
  "PAYMENT_LAYER_ADVANCE",
] as const satisfies readonly Layer[];

export const OWED = "claim_state = CLAIMABLE";

/** The rows of a bucket of ageing: so many days past their due date, or since the claim arose. */
export function bucketFilter(
  { fromDays, toDays }: Bucket,
  basis: Basis = "AGEING_BASIS_DUE_DATE",
  layer: Layer = "PAYMENT_LAYER_NORMAL",
): string {
  const day = basis === "AGEING_BASIS_CLAIM_DATE" ? "claim_date" : "due_date";
  const parts = [OWED, `layer = ${layer.replace("PAYMENT_LAYER_", "")}`, "open > 0"];
  if (fromDays === undefined) parts.push(`${day} >= today`);
  else parts.push(`${day} <= today-${fromDays}d`);
  if (fromDays !== undefined && toDays !== undefined) parts.push(`${day} >= today-${toDays}d`);
  return parts.join(" AND ");
}
