import { expect, test } from "vitest";
import { readFilter, writeFilter } from "../../ui/grid/filter";
import { bucketFilter, SEGMENTS } from "./filters";

test("a bucket of overdue ageing is asked for by its due dates", () => {
  const rest = "claim_state = CLAIMABLE AND layer = NORMAL AND open > 0";
  expect(bucketFilter({ toDays: 0 })).toBe(`${rest} AND due_date >= today`);
  expect(bucketFilter({ fromDays: 1, toDays: 30 })).toBe(`${rest} AND due_date <= today-1d AND due_date >= today-30d`);
  expect(bucketFilter({ fromDays: 366 })).toBe(`${rest} AND due_date <= today-366d`);
});

test.each(Object.values(SEGMENTS))("%s is made of clauses that a person can take away one by one", (filter) => {
  expect(writeFilter(readFilter(filter))).toBe(filter);
});
