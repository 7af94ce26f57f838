import { expect, test } from "vitest";
import type { Finding, Period } from "./queries";
import { goTo, nextToClose } from "./standing";

const period = (startDate: string, endDate: string, state: string) => ({ startDate, endDate, state }) as Period;
const OPEN = "FISCAL_PERIOD_STATE_OPEN";

test("the next to close is the earliest that is over and not closed, also one that is closed for daily work only", () => {
  const periods = [
    period("2025-12-01", "2025-12-31", OPEN),
    period("2025-11-01", "2025-11-30", "FISCAL_PERIOD_STATE_SOFT_CLOSED"),
    period("2025-10-01", "2025-10-31", "FISCAL_PERIOD_STATE_CLOSED"),
  ];
  expect(nextToClose(periods, "2026-01-05")?.startDate).toBe("2025-11-01");
  expect(nextToClose(periods.slice(0, 1), "2025-12-31")).toBeUndefined();
});

test("what was found leads to where it is dealt with", () => {
  const finding = (subjectType: string, customerId = "") => ({ subjectType, subjectId: "1", customerId }) as Finding;
  expect(goTo(finding("receipt"))).toEqual({ to: "/receipts/$receiptId", params: { receiptId: "1" } });
  expect(goTo(finding("dispute", "2"))).toEqual({ to: "/customers/$customerId", params: { customerId: "2" } });
  expect(goTo(finding("proof_run"))).toEqual({ to: "/receivables" });
  expect(goTo(finding("account"))).toBeUndefined();
  expect(goTo(finding("ageing"))).toBeUndefined();
});
