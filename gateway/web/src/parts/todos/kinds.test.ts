import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import en from "../../i18n/en-US/todos.json";
import zh from "../../i18n/zh-CN/todos.json";
import { verbOf } from "./kinds";
import { OWN } from "./todo";

const TABLE = new URL("../../../../../services/notifier/notifier/domain/kinds.py", import.meta.url);
const OPENED = [...readFileSync(TABLE, "utf8").matchAll(/_kind\(\s+"(\w+)"/g)].map(([, kind = ""]) => kind);

/** What has no way of its own, and why. */
const WITHOUT: Readonly<Record<string, string>> = {
  [OWN]: "a person wrote what to do: nothing of it is known but that it is done",
};

test("whatever the product asks to be done has a button with a verb that leads to where it is done", () => {
  expect(OPENED.length).toBeGreaterThan(20);
  const without = [...OPENED, OWN].filter((kind) => {
    const verb = verbOf({ kind });
    return !(verb && verb in zh.verb && verb in en.verb);
  });
  expect(without).toEqual(Object.keys(WITHOUT));
});
