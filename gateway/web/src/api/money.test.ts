import { expect, test } from "vitest";
import { fromMinor, moneyText, sum, toMinor } from "./money";

const cny = (amount: string) => ({ currencyCode: "CNY", amount });

test("an amount survives the way through minor units, however large", () => {
  for (const amount of ["0.00", "0.01", "-0.05", "300000.01", "-12.50", "9007199254740993.07"]) {
    expect(fromMinor(toMinor(cny(amount)), "CNY")).toEqual(cny(amount));
  }
  expect(toMinor({ currencyCode: "JPY", amount: "120" })).toBe(120n);
  expect(fromMinor(120n, "JPY").amount).toBe("120");
});

test("ten times ten fen are one yuan, exactly", () => {
  expect(sum(Array(10).fill(cny("0.1")), "CNY").amount).toBe("1.00");
});

test("what is no amount, finer than the currency or of another one is refused", () => {
  for (const amount of ["", "1e5", "1.005", "1,000", "NaN"]) expect(() => toMinor(cny(amount))).toThrow(RangeError);
  expect(() => sum([{ currencyCode: "USD", amount: "1" }], "CNY")).toThrow(RangeError);
});

test("amounts are written to the last cent, or short where it does not matter", () => {
  expect(moneyText(cny("9007199254740993.07"), "zh-CN")).toBe("¥9,007,199,254,740,993.07");
  expect(moneyText(cny("2310000"), "zh-CN", "short")).toBe("¥231万");
  expect(moneyText(cny("2310000"), "en-US", "short")).toBe("¥2.31M");
});
