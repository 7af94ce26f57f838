import { expect, test } from "vitest";
import type { ImportRow, Plan } from "../types";
import { choicesFor, chosenIn, rowChoices } from "./choices";

const row = (of: Partial<ImportRow>): ImportRow =>
  ({ verdict: "IMPORT_VERDICT_DUPLICATE", duplicateOfRow: 0, recordId: "1", recordType: "lead", ...of }) as ImportRow;

test("only a record that one sees and that is of the same kind can be changed", () => {
  const all = ["IMPORT_DUPLICATES_SKIP", "IMPORT_DUPLICATES_UPDATE", "IMPORT_DUPLICATES_CREATE"];
  expect(choicesFor(row({}), "leads")).toEqual(all);
  for (const other of [row({ recordType: "account" }), row({ recordId: "" }), row({ duplicateOfRow: 4 })]) {
    expect(choicesFor(other, "leads")).toEqual([all[0], all[2]]);
  }
  expect(choicesFor(row({ verdict: "IMPORT_VERDICT_READY" }), "leads")).toEqual([]);
});

test("what is chosen for single rows is said in their order, and not where it is what holds for all", () => {
  const rows = [
    { row: 9, duplicates: "IMPORT_DUPLICATES_CREATE" },
    { row: 3, duplicates: "IMPORT_DUPLICATES_UPDATE" },
    { row: 5, duplicates: "IMPORT_DUPLICATES_SKIP" },
  ];
  const chosen = chosenIn({ rowChoices: rows } as Plan);
  expect(rowChoices(chosen, "IMPORT_DUPLICATES_SKIP")).toEqual([rows[1], rows[0]]);
});
