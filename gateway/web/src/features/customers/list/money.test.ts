import { expect, test } from "vitest";
import { countedBy } from "./money";

const cny = (amount: string) => ({ currencyCode: "CNY", amount });

test("amounts are added by customer and currency, and who has nothing is told of too", () => {
  const found = countedBy(
    ["a", "b"],
    [
      { accountId: "a", amount: cny("0.10"), isOverdue: false },
      { accountId: "a", amount: cny("0.20"), isOverdue: true },
      { accountId: "a", amount: { currencyCode: "JPY", amount: "5" }, isOverdue: false },
      { accountId: "elsewhere", amount: cny("1"), isOverdue: false },
    ],
  );
  expect(found.get("a")).toEqual({
    count: 3,
    isOverdue: true,
    amounts: [cny("0.30"), { currencyCode: "JPY", amount: "5" }],
  });
  expect(found.get("b")).toEqual({ count: 0, isOverdue: false, amounts: [] });
});
