import { expect, test } from "vitest";
import { daysOf, stepped } from "./days";
import { calendarSearch } from "./search";

test("a month is shown in whole weeks from Monday", () => {
  const november = daysOf("month", "2026-11-23");
  expect(november[0]).toBe("2026-10-26");
  expect(november).toHaveLength(42);
  expect(daysOf("month", "2026-10-10")).toHaveLength(35);
});

test("a week begins on Monday, a day is itself", () => {
  expect(daysOf("week", "2026-11-22")[0]).toBe("2026-11-16");
  expect(daysOf("day", "2026-11-22")).toEqual(["2026-11-22"]);
});

test("one month on from the 31st is the last of the next", () => {
  expect(stepped("month", "2026-10-31", 1)).toBe("2026-11-30");
  expect(stepped("week", "2026-11-23", -1)).toBe("2026-11-16");
});

test("an address that says nonsense says nothing", () => {
  expect(calendarSearch({ view: "year", day: "2026-13-01", who: 3 })).toEqual({});
});
