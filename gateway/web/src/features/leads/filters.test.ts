import { expect, test } from "vitest";
import { readFilter, writeFilter } from "../../ui/grid/filter";
import { LIVE, lateAt, SEGMENTS, UNASSIGNED } from "./filters";

test.each([...Object.values(SEGMENTS), UNASSIGNED])("%s is made of clauses that a person can take away", (filter) => {
  expect(writeFilter(readFilter(filter))).toBe(filter);
});

test("a lead is late where the time of what is next has passed", () => {
  expect(lateAt("2026-11-22T10:00:00Z")).toBe(`${LIVE} AND next_action_time < "2026-11-22T10:00:00Z"`);
});
