import { expect, test } from "vitest";
import { isAgainst, paidBy, stepped, toneOf } from "./candidates";
import type { Candidate } from "./types";

const cny = (amount: string) => ({ currencyCode: "CNY", amount });

test("what a candidate pays is the sum of its lines, the rest stays unapplied", () => {
  const candidate: Candidate = {
    customerId: "C",
    confidence: 92,
    reasons: [],
    lines: [
      { instalmentId: "one", amount: cny("10.10") },
      { instalmentId: "other", amount: cny("0.20") },
    ],
  };
  expect(paidBy(candidate, cny("11.00"))).toEqual({ paid: cny("10.30"), left: cny("0.70") });
});

test("what speaks against a candidate is told from what speaks for it", () => {
  expect(isAgainst("MATCH_REASON_SEVERAL_FIT")).toBe(true);
  expect(isAgainst("MATCH_REASON_AMOUNT_EXACT")).toBe(false);
});

test("the surer, the better it looks", () => {
  expect([95, 70, 30].map(toneOf)).toEqual(["good", "info", "warn"]);
});

test("one walks to the ends of the candidates and no further", () => {
  expect([stepped(0, 1, 3), stepped(2, 1, 3), stepped(0, -1, 3)]).toEqual([1, 2, 0]);
});
