import { expect, test } from "vitest";
import { amountIn, GROUPS, groupOf, isTold, lookOf, placeOfEntry, storyFilter } from "./story";

test("a group asks for its kinds, none for everything", () => {
  expect(storyFilter(undefined)).toBe("");
  expect(storyFilter("talks")).toBe('kind = "InteractionLogged"');
  expect(storyFilter("owners")).toBe('(kind = "AccountAssigned" OR kind = "AccountPooled" OR kind = "AccountClaimed")');
  expect(groupOf("money")).toBe("money");
  expect(groupOf("elsewhere")).toBeUndefined();
  expect(GROUPS).toHaveLength(5);
});

test("amounts of facts become money; what is none does not", () => {
  expect(amountIn("686000.00 CNY")).toEqual({ amount: "686000.00", currencyCode: "CNY" });
  expect(amountIn("-12 JPY")).toEqual({ amount: "-12", currencyCode: "JPY" });
  expect(amountIn("686000")).toBeUndefined();
  expect(amountIn(undefined)).toBeUndefined();
});

test("red is for overdue alone, and what is unknown has a look", () => {
  expect(lookOf("InstalmentOverdue", undefined).tone).toBe("late");
  expect(lookOf("InteractionLogged", "visit").icon).toBe("visit");
  expect(lookOf("SomethingNew", undefined).icon).toBe("flag");
  expect(isTold("SomethingNew")).toBe(false);
});

test("a line leads to its record", () => {
  expect(placeOfEntry("opportunity", "1")).toBe("/deals/1");
  expect(placeOfEntry("receipt", "1")).toBe("/receipts/1");
  expect(placeOfEntry("payment_plan", "1")).toBeUndefined();
});
