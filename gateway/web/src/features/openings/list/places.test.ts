import { expect, test } from "vitest";
import { placeOf } from "./places";

test("a fault is found by the row and the column that it names, or is one of the whole file", () => {
  expect(placeOf("/content/5/due_date")).toEqual({ row: "5", column: "due_date" });
  expect(placeOf("/content")).toBeUndefined();
  expect(placeOf("/checkTotals")).toBeUndefined();
});
