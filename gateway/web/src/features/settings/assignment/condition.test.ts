import { expect, test } from "vitest";
import { type Clause, readCondition, writeCondition } from "./condition";

const CLAUSES: Clause[] = [
  { field: "region", operator: "is", value: "浙江" },
  { field: "estimated_amount", operator: "from", value: "1000000" },
  { field: "score", operator: "below", value: "60" },
  { field: "tags", operator: "with", value: 'the "best"' },
  { field: "need", operator: "has", value: "机器人" },
];

test("clauses are written as a condition and read back", () => {
  const written = writeCondition(CLAUSES);
  expect(written).toBe(
    'lead.region == "浙江" && lead.estimated_amount >= 1000000.0 && lead.score < 60 && "the \\"best\\"" in lead.tags && lead.need.contains("机器人")',
  );
  expect(readCondition(written)).toEqual(CLAUSES);
});

test("what clauses cannot say is left as it is written", () => {
  expect(readCondition("lead.score > 3 || lead.heat == 'high'")).toBeUndefined();
  expect(readCondition('lead.region == "a" || lead.region == "b"')).toBeUndefined();
  expect(readCondition("")).toEqual([]);
});

test("a clause without a value says nothing", () => {
  expect(writeCondition([{ field: "region", operator: "is", value: " " }])).toBe("");
});
