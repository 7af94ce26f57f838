import { expect, test } from "vitest";
import { both, type Clause, ofField, readFilter, withField, writeFilter } from "./filter";

const states: Clause = { field: "state", operator: "is", values: ["LEAD_STATE_ASSIGNED", "LEAD_STATE_CONTACTED"] };

test.each<[Clause[], string]>([
  [[states], "(state = LEAD_STATE_ASSIGNED OR state = LEAD_STATE_CONTACTED)"],
  [[{ ...states, operator: "not" }], "NOT (state = LEAD_STATE_ASSIGNED OR state = LEAD_STATE_CONTACTED)"],
  [[{ field: "name", operator: "has", values: ['青禾 "机械" AND \\ OR ('] }], 'name : "青禾 \\"机械\\" AND \\\\ OR ("'],
  [[{ field: "owner_id", operator: "unset", values: [] }], "owner_id = null"],
  [[{ field: "owner_id", operator: "set", values: [] }], "owner_id != null"],
  [
    [
      { field: "due_date", operator: "from", values: ["today-7d"] },
      { field: "due_date", operator: "to", values: ["2026-11-23"] },
      { field: "open_amount", operator: "after", values: ["1000.50"] },
    ],
    "due_date >= today-7d AND due_date <= 2026-11-23 AND open_amount > 1000.50",
  ],
  [[{ field: "is_key", operator: "is", values: ["true"] }], "is_key = true"],
])("clauses are written and read back: %#", (clauses, text) => {
  expect(writeFilter(clauses)).toBe(text);
  expect(readFilter(text)).toEqual(clauses);
});

test("what others wrote by hand is understood where it can be", () => {
  expect(readFilter("state=CONTACTED AND tier != A  AND tags:*")).toEqual([
    { field: "state", operator: "is", values: ["CONTACTED"] },
    { field: "tier", operator: "not", values: ["A"] },
    { field: "tags", operator: "set", values: [] },
  ]);
  expect(readFilter("NOT tags:*")).toEqual([{ field: "tags", operator: "unset", values: [] }]);
  expect(readFilter("custom.segment = '重点'")).toEqual([
    { field: "custom.segment", operator: "is", values: ["重点"] },
  ]);
});

test("and kept as it is where it cannot", () => {
  const odd = '(tier = A OR score > 80) AND NOT (name:"a" OR name:"b") AND state = CONTACTED AND (a = 1 AND b = 2)';
  const parts = readFilter(odd);
  expect(parts.map((part) => "raw" in part)).toEqual([true, true, false, true]);
  expect(writeFilter(parts)).toBe(odd);
});

test("nothing filters nothing", () => {
  expect(readFilter("  ")).toEqual([]);
  expect(writeFilter([{ ...states, values: [] }])).toBe("");
  expect(both("", undefined, " ")).toBe("");
  expect(both("a = 1", "", "b = 2 OR c = 3")).toBe("a = 1 AND b = 2 OR c = 3");
});

test("the clauses of one field are replaced where they stood", () => {
  const parts = readFilter("a = 1 AND due_date >= today AND b = 2 AND due_date <= today+7d");
  expect(ofField(parts, "due_date")).toHaveLength(2);
  const changed = withField(parts, "due_date", [{ field: "due_date", operator: "to", values: ["today"] }]);
  expect(writeFilter(changed)).toBe("a = 1 AND due_date <= today AND b = 2");
  expect(writeFilter(withField(changed, "c", [{ field: "c", operator: "is", values: ["3"] }]))).toBe(
    "a = 1 AND due_date <= today AND b = 2 AND c = 3",
  );
});
