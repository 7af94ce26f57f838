import { expect, test } from "vitest";
import { delayOf, minutesOf } from "./delay";

test("a delay is said in the largest unit that fits", () => {
  expect(delayOf(0)).toEqual({ count: 0, unit: "minutes" });
  expect(delayOf(90)).toEqual({ count: 90, unit: "minutes" });
  expect(delayOf(120)).toEqual({ count: 2, unit: "hours" });
  expect(delayOf(2880)).toEqual({ count: 2, unit: "days" });
});

test("and sent in minutes", () => {
  expect(minutesOf({ count: 2, unit: "days" })).toBe(2880);
  expect(minutesOf({ count: Number.NaN, unit: "hours" })).toBe(0);
});
