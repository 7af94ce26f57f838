import { expect, test } from "vitest";
import { amountsText, inOrder, shareOf } from "./sums";

const money = (currencyCode: string, amount: string) => ({ currencyCode, amount });

test("currencies stand beside each other, the company's own first", () => {
  const found = inOrder([money("USD", "12000.00"), undefined, money("EUR", "0.00"), money("CNY", "2310000.00")], "CNY");
  expect(amountsText(found, "en-US")).toBe("¥2.31M + $12K");
});

test("a share is one of the same currency, and of nothing there is none", () => {
  expect(shareOf(money("CNY", "2310000.00"), money("CNY", "6650000.00"))).toBe(34.7);
  expect(shareOf(money("CNY", "1.00"), money("CNY", "0.00"))).toBeUndefined();
  expect(shareOf(undefined, money("CNY", "1.00"))).toBeUndefined();
});
