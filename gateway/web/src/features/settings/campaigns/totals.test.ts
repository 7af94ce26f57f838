import { expect, test } from "vitest";
import type { Return } from "./queries";
import { totalsOf } from "./totals";

const cny = (amount: string) => ({ currencyCode: "CNY", amount });
const row = (part: Partial<Return>): Return => ({
  sourceId: "",
  campaignId: "",
  name: "",
  costs: [],
  leads: 0,
  qualified: 0,
  converted: 0,
  won: 0,
  wonAmounts: [],
  collectedAmounts: [],
  conversionRate: "",
  winRate: "",
  returnOnWon: "",
  returnOnCollected: "",
  ...part,
});

test("channels together, currency by currency", () => {
  const usd = { currencyCode: "USD", amount: "10.00" };
  const rows = [row({ leads: 3, won: 1, costs: [cny("100.10"), usd] }), row({ leads: 2, costs: [cny("0.90")] })];
  expect(totalsOf(rows)).toMatchObject({ leads: 5, won: 1, costs: [cny("101.00"), usd], collected: [] });
});
