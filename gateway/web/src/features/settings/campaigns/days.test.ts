import { expect, test } from "vitest";
import { byDay } from "./days";

const cost = (costDate: string, amount: string, sourceId = "1") => ({
  costDate,
  sourceId,
  campaignId: "c",
  amount: { currencyCode: "CNY", amount },
});

test("a day is what all its sources cost", () => {
  const costs = [cost("2026-11-02", "100.50"), cost("2026-11-01", "20.00"), cost("2026-11-02", "0.50", "2")];
  expect(byDay(costs, 14)).toEqual([
    { day: "2026-11-01", amount: { currencyCode: "CNY", amount: "20.00" } },
    { day: "2026-11-02", amount: { currencyCode: "CNY", amount: "101.00" } },
  ]);
});

test("only the last days are shown", () => {
  const costs = [cost("2026-11-01", "1.00"), cost("2026-11-02", "2.00"), cost("2026-11-03", "3.00")];
  expect(byDay(costs, 2).map(({ day }) => day)).toEqual(["2026-11-02", "2026-11-03"]);
});
