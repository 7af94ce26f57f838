import { expect, test } from "vitest";
import { actsFor } from "./acts";
import type { Adjustment } from "./types";

const ALL = () => true;
const TEN = { currencyCode: "CNY", amount: "10.00" };
const of = (more: Partial<Adjustment>): Adjustment =>
  ({
    state: "ADJUSTMENT_STATE_REQUESTED",
    requestedBy: "accountant",
    approvedBy: "",
    ownerId: "seller",
    originalId: "",
    amount: TEN,
    takenBack: { currencyCode: "CNY", amount: "0.00" },
    ...more,
  }) as Adjustment;

test("who asked may only withdraw it, and nobody else may", () => {
  expect(actsFor(of({}), "accountant", ALL)).toEqual(["withdraw"]);
  expect(actsFor(of({}), "manager", ALL)).toEqual(["approve", "reject"]);
});

test("a large write-off that finance approved is confirmed by another person", () => {
  const approved = of({ approvedBy: "manager" });
  expect(actsFor(approved, "manager", ALL)).toEqual(["reject"]);
  expect(actsFor(approved, "executive", ALL)).toEqual(["confirm", "reject"]);
});

test("a refund is paid by a third person", () => {
  const approved = of({ state: "ADJUSTMENT_STATE_APPROVED", approvedBy: "manager" });
  expect(actsFor(approved, "manager", ALL)).not.toContain("pay");
  expect(actsFor(approved, "cashier", ALL)[0]).toBe("pay");
});

test("what was posted is taken back once, and what takes back is not taken back itself", () => {
  const posted = of({ state: "ADJUSTMENT_STATE_POSTED" });
  expect(actsFor(posted, "accountant", ALL)).toEqual(["takeBack"]);
  expect(actsFor(of({ ...posted, takenBack: TEN }), "accountant", ALL)).toEqual([]);
  expect(actsFor(of({ ...posted, originalId: "another" }), "accountant", ALL)).toEqual([]);
});
