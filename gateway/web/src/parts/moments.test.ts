import { expect, test } from "vitest";
import { dayOf, dayText, firstOfMonth, instantAt, nextMonday, plusDays, timeOf, weekdayOf } from "./moments";

const ZONE = "Asia/Shanghai";

test("days and times are those of the company, wherever the browser is", () => {
  expect(dayOf("2026-11-22T16:30:00Z", ZONE)).toBe("2026-11-23");
  expect(timeOf("2026-11-22T16:05:00.123456Z", ZONE)).toBe("00:05");
  expect(new Date(instantAt("2026-11-23", "18:00", ZONE)).toISOString()).toBe("2026-11-23T10:00:00.000Z");
});

test("clocks that go forward or back have an instant for every time", () => {
  expect(instantAt("2026-07-01", "09:00", "America/New_York")).toBe("2026-07-01T13:00:00.000Z");
  // 02:30 is not there on the one day, 01:30 twice on the other.
  expect(instantAt("2026-03-08", "02:30", "America/New_York")).toBe("2026-03-08T07:30:00.000Z");
  expect(instantAt("2026-11-01", "01:30", "America/New_York")).toBe("2026-11-01T05:30:00.000Z");
  expect(instantAt("2026-11-01", "02:30", "America/New_York")).toBe("2026-11-01T07:30:00.000Z");
});

test("the next Monday lies after the day, also where that is one", () => {
  expect(weekdayOf("2026-11-23")).toBe(0);
  expect(nextMonday("2026-11-22")).toBe("2026-11-23");
  expect(nextMonday("2026-11-23")).toBe("2026-11-30");
});

test("days go over the end of months", () => {
  expect(plusDays("2026-11-30", 1)).toBe("2026-12-01");
  expect(firstOfMonth("2026-11-30")).toBe("2026-11-01");
  expect(dayText("2026-11-23", "en-US", { month: "short", day: "numeric" })).toBe("Nov 23");
});
