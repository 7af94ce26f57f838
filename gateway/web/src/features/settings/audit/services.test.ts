import { expect, test } from "vitest";
import { changesOf } from "./services";

test("changes are read field by field, and what was and is nothing is left out", () => {
  const changes = JSON.stringify({ name: ["甲", "乙"], note: [null, ""], tags: [[], []], open: [true, false] });
  expect(changesOf({ changes })).toEqual([
    { field: "name", before: "甲", after: "乙" },
    { field: "open", before: true, after: false },
  ]);
  expect(changesOf({ changes: "" })).toEqual([]);
});
