import { expect, test } from "vitest";
import { readFilter, writeFilter } from "../../ui/grid/filter";
import { SEGMENTS } from "./filters";

test.each(Object.values(SEGMENTS))("%s is made of clauses that a person can take away one by one", (filter) => {
  expect(writeFilter(readFilter(filter))).toBe(filter);
});
