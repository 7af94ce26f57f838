import { expect, test } from "vitest";
import { canUndo, isOpen, isRunning, shareOf, stepOf } from "./steps";

test("only what was written can be taken back, also what stopped on the way", () => {
  expect(canUndo({ state: "IMPORT_STATE_COMMITTED" })).toBe(true);
  expect(canUndo({ state: "IMPORT_STATE_STOPPED" })).toBe(true);
  expect(canUndo({ state: "IMPORT_STATE_CHECKED" })).toBe(false);
  expect(canUndo({ state: "IMPORT_STATE_EXPIRED" })).toBe(false);
});

test("the columns can be changed until it is committed", () => {
  expect(isOpen({ state: "IMPORT_STATE_CHECKED" })).toBe(true);
  expect(isOpen({ state: "IMPORT_STATE_COMMITTING" })).toBe(false);
  expect(isRunning({ state: "IMPORT_STATE_COMMITTING" })).toBe(true);
});

test("progress is told once it is known of how much", () => {
  expect(shareOf({ done: 0, toDo: 0 })).toBeUndefined();
  expect(shareOf({ done: 50, toDo: 200 })).toBe(25);
});

test("an import goes from its columns over the check to the records", () => {
  expect(stepOf("IMPORT_STATE_UPLOADED")).toBe(1);
  expect(stepOf("IMPORT_STATE_CHECKED")).toBe(2);
  expect(stepOf("IMPORT_STATE_COMMITTED")).toBe(3);
});
