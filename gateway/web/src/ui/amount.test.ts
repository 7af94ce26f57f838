import { expect, test } from "vitest";
import { readAmount, showAmount } from "./amount";

test.each([
  ["12000", "12000.00"],
  ["12,000.5", "12000.50"],
  ["１２０００", "12000.00"],
  ["¥1.5万", "15000.00"],
  ["1.23456789亿", "123456789.00"],
  ["30k", "30000.00"],
  [".5", "0.50"],
  ["-12", "-12.00"],
  ["9007199254740993.01", "9007199254740993.01"],
])("%s is %s", (typed, amount) => {
  expect(readAmount(typed, "CNY")).toBe(amount);
});

test.each(["", "-", ".", "twelve", "1.005", "1.2.3", "12 yuan"])("%s is no amount of yuan", (typed) => {
  expect(readAmount(typed, "CNY")).toBeNull();
});

test("a currency without cents takes none", () => {
  expect(readAmount("1000", "JPY")).toBe("1000");
  expect(readAmount("1000.5", "JPY")).toBeNull();
});

test("it is shown with thousands apart, to the last cent", () => {
  expect(showAmount("9007199254740993.10", "en-US")).toBe("9,007,199,254,740,993.10");
});
