import { expect, test } from "vitest";
import { clockOf, dayOf } from "./days";
import { byDay, span, step } from "./spans";

const CHINA = "Asia/Shanghai";

test("an instant belongs to the day of the company, not of the browser", () => {
  expect(dayOf("2026-11-22T16:30:00Z", CHINA)).toBe("2026-11-23");
  expect(clockOf("2026-11-22T16:30:00Z", CHINA, "zh-CN")).toBe("00:30");
  expect(dayOf("2026-11-23", "America/New_York")).toBe("2026-11-23");
  expect(clockOf("2026-11-23", CHINA, "zh-CN")).toBe("");
});

test("what happened on one day stands together", () => {
  const items = ["2026-11-23T01:00:00Z", "2026-11-22T23:00:00Z", "2026-11-22"].map((time) => ({ time }));
  expect(byDay(items, CHINA).map(({ day, items: found }) => [day, found.length])).toEqual([
    ["2026-11-23", 2],
    ["2026-11-22", 1],
  ]);
});

test("a month is shown in whole weeks", () => {
  const days = span("2026-11-23", "month");
  expect([days[0], days.at(-1), days.length]).toEqual(["2026-10-26", "2026-12-06", 42]);
  expect(span("2027-02-10", "month")).toHaveLength(28);
  expect(span("2026-11-23", "month", 0)[0]).toBe("2026-11-01");
  expect(span("2026-11-25", "week")[0]).toBe("2026-11-23");
  expect(span("2026-11-25", "day")).toEqual(["2026-11-25"]);
});

test("one goes on by a month, a week, a day", () => {
  expect(step("2026-01-31", "month", 1)).toBe("2026-02-28");
  expect(step("2026-01-31", "month", -1)).toBe("2025-12-31");
  expect(step("2026-12-28", "week", 1)).toBe("2027-01-04");
  expect(step("2026-11-01", "day", -1)).toBe("2026-10-31");
});
