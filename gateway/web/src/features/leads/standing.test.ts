import { expect, test } from "vitest";
import { isLate, minuteOf, standingOf } from "./standing";
import type { Lead } from "./types";

const NOW = Date.parse("2026-11-22T10:00:30Z");
const lead = (of: Partial<Lead>): Lead => ({ state: "LEAD_STATE_ASSIGNED", wakeDate: "", ...of }) as Lead;

test("a live lead is due or late by its next action", () => {
  expect(standingOf(lead({ nextActionTime: "2026-11-22T11:00:00Z" }), NOW)).toBe("due");
  expect(standingOf(lead({ nextActionTime: "2026-11-22T10:00:00Z" }), NOW)).toBe("late");
  expect(standingOf(lead({}), NOW)).toBe("open");
});

test("what nobody follows is never late", () => {
  const pooled = lead({ state: "LEAD_STATE_POOLED", nextActionTime: "2026-11-01T00:00:00Z" });
  expect(isLate(pooled, NOW)).toBe(false);
  expect(standingOf(pooled, NOW)).toBe("pooled");
});

test("an ended lead says how it ended", () => {
  expect(standingOf(lead({ state: "LEAD_STATE_CONVERTED" }), NOW)).toBe("converted");
  expect(standingOf(lead({ state: "LEAD_STATE_DISQUALIFIED" }), NOW)).toBe("disqualified");
  expect(standingOf(lead({ state: "LEAD_STATE_DISQUALIFIED", wakeDate: "2027-01-01" }), NOW)).toBe("waking");
  expect(standingOf(lead({ state: "LEAD_STATE_CONVERTED", archiveTime: "2026-11-22T00:00:00Z" }), NOW)).toBe(
    "archived",
  );
});

test("the present is told to the minute", () => {
  expect(minuteOf(NOW)).toBe("2026-11-22T10:00:00Z");
});
