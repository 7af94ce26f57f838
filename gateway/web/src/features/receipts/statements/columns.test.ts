import { expect, test } from "vitest";
import { Problem } from "../../../api/problem";
import { worded } from "./columns";

const refused = (column: string) => new Problem(400, "STATEMENT_CELL_WRONG", "", { row: "3", column });
const nameOf = (column: string) => `the ${column}`;

test("a column is called by its header, or by what it means where it is known by that alone", () => {
  expect(worded(refused("贷方金额"), nameOf).metadata).toEqual({ row: "3", column: "贷方金额" });
  expect(worded(refused("day"), nameOf).metadata).toEqual({ row: "3", column: "the day" });
});
