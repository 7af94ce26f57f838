import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ACTIONS } from "./actions";
import { allowed, DESK, FOOT, PHONE } from "./navigation";

const may =
  (...permissions: string[]) =>
  (permission: string) =>
    permissions.includes(permission);
const description = readFileSync(new URL("../api/generated/openapi.json", import.meta.url), "utf8");

test("everybody has the pages that everybody needs, and those that their rights give a use to", () => {
  const pages = (...permissions: string[]) => allowed(DESK, { may: may(...permissions) }).map(({ to }) => to);
  expect(pages()).toEqual(["/today", "/calendar"]);
  expect(pages("lead.read", "plan.read")).toEqual([
    "/today",
    "/leads",
    "/receivables",
    "/receivables/path",
    "/calendar",
  ]);
});

test("pages that are not there are not offered", () => {
  const exists = (to: string) => to === "/today";
  expect(allowed([...DESK, ...FOOT], { may: () => true }, exists).map(({ to }) => to)).toEqual(["/today"]);
});

test("the rights that are asked for are rights that there are", () => {
  const asked = [...DESK, ...FOOT, ...PHONE, ...ACTIONS].flatMap(({ permission }) => permission ?? []);
  expect(asked.filter((permission) => !description.includes(`\`${permission}\``))).toEqual([]);
});

test("each page has a letter of its own", () => {
  const letters = [...DESK, ...FOOT].flatMap(({ key }) => key ?? []);
  expect(new Set(letters).size).toBe(letters.length);
});
