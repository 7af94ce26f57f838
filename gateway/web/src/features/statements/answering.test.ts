import { expect, test } from "vitest";
import { answersOf, unsaid } from "./answering";
import type { Item } from "./types";

const items = [{ position: 1 }, { position: 2 }] as Item[];
const amount = { currencyCode: "CNY", amount: "5000.00" };

test("all is said when every line has an answer, and a dispute has words", () => {
  expect(unsaid(items, {})).toBe(1);
  const first = { verdict: "confirmed", text: "", amount: null } as const;
  expect(unsaid(items, { 1: first })).toBe(2);
  expect(unsaid(items, { 1: first, 2: { verdict: "disputed", text: "  ", amount } })).toBe(2);
  expect(unsaid(items, { 1: first, 2: { verdict: "disputed", text: "未验收", amount: null } })).toBeUndefined();
});

test("an amount goes with a dispute only, and none means all of the line", () => {
  const told = answersOf(items, {
    1: { verdict: "confirmed", text: "x", amount },
    2: { verdict: "disputed", text: " 未验收 ", amount },
  });
  expect(told).toEqual([
    { position: 1, verdict: "ANSWER_VERDICT_CONFIRMED" },
    { position: 2, verdict: "ANSWER_VERDICT_DISPUTED", text: "未验收", amount },
  ]);
});
