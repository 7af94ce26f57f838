import { expect, test } from "vitest";
import type { Report } from "./queries";
import { csvOf, partsOf } from "./table";

const money = (amount: string, currencyCode = "CNY") => ({ amount, currencyCode });
const row = (group: string, amount: string, currency = "CNY") => ({
  group,
  amounts: [money(amount, currency)],
  total: money(amount, currency),
  overdue: money("0.00", currency),
});

test("each currency is a table of its own, that of the company first", () => {
  const report: Report = {
    asOf: "2026-11-23",
    buckets: [],
    rows: [row("a", "9.00", "USD"), row("a", "5.00"), row("b", "1.00")],
    totals: [row("", "9.00", "USD"), row("", "6.00")],
    truncated: false,
    rates: [],
  };
  const parts = partsOf(report, "CNY");
  expect(parts.map(({ currency, rows }) => [currency, rows.map(({ group }) => group)])).toEqual([
    ["CNY", ["a", "b"]],
    ["USD", ["a"]],
  ]);
});

test("a spreadsheet takes names as names and negative amounts as amounts", () => {
  expect(csvOf([["=1+1", '上海"一"厂, 二部', "-5.00", "-cmd"]])).toBe(
    '\uFEFF\'=1+1,"上海""一""厂, 二部",-5.00,\'-cmd\r\n',
  );
});
