import { expect, test } from "vitest";
import { bucketFilter } from "./buckets";

test("a bucket of overdue ageing is asked for by its due dates", () => {
  const rest = "claim_state = CLAIMABLE AND layer = NORMAL AND open > 0";
  expect(bucketFilter({ toDays: 0 })).toBe(`${rest} AND due_date >= today`);
  expect(bucketFilter({ fromDays: 1, toDays: 30 })).toBe(`${rest} AND due_date <= today-1d AND due_date >= today-30d`);
  expect(bucketFilter({ fromDays: 366 })).toBe(`${rest} AND due_date <= today-366d`);
});

test("a bucket of receivable ageing is asked for by the days of its claims, retention for itself", () => {
  expect(bucketFilter({ fromDays: 0, toDays: 30 }, "AGEING_BASIS_CLAIM_DATE", "PAYMENT_LAYER_RETENTION")).toBe(
    "claim_state = CLAIMABLE AND layer = RETENTION AND open > 0 AND claim_date <= today-0d AND claim_date >= today-30d",
  );
});
