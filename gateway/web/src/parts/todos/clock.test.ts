import { expect, test } from "vitest";
import { clockOf } from "./clock";

const ZONE = "Asia/Shanghai";
const now = Date.parse("2026-11-23T02:00:00Z");
const told = (instant: string) => {
  const { key, values } = clockOf(instant, now, ZONE);
  return [key, values];
};

test("what is past is late by days, hours or minutes", () => {
  expect(told("2026-11-20T02:00:00Z")).toEqual(["lateDays", { count: 3 }]);
  expect(told("2026-11-22T23:30:00Z")).toEqual(["lateHours", { count: 2 }]);
  expect(told("2026-11-23T01:59:50Z")).toEqual(["lateMinutes", { count: 1 }]);
  expect(clockOf("2026-11-20T02:00:00Z", now, ZONE).isLate).toBe(true);
});

test("what is near is told by what is left, the rest by the company's day", () => {
  expect(told("2026-11-23T02:20:30Z")).toEqual(["minutes", { minutes: 20 }]);
  expect(told("2026-11-23T04:10:00Z")).toEqual(["hours", { hours: 2, minutes: 10 }]);
  expect(told("2026-11-23T10:00:00Z")).toEqual(["today", { time: "18:00" }]);
  expect(told("2026-11-23T17:00:00Z")).toEqual(["tomorrow", { time: "01:00" }]);
  expect(told("2026-11-25T10:00:00Z")).toEqual(["later", { day: "2026-11-25", time: "18:00" }]);
});
