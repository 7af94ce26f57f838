import { expect, test } from "vitest";
import { isUsual, moved, settle, withShown, withWidth } from "./columns";

const columns = [{ id: "name", isFixed: true }, { id: "state" }, { id: "owner" }, { id: "phone", isHidden: true }];
const usual = settle(null, columns);

test("without a choice the usual columns are shown", () => {
  expect(usual.shown).toEqual(["name", "state", "owner"]);
  expect(isUsual(usual, columns)).toBe(true);
});

test("a choice outlives columns that come and go, and keeps what cannot be hidden", () => {
  expect(settle({ shown: ["gone", "owner", "owner"] }, columns).shown).toEqual(["name", "owner"]);
  expect(settle({ shown: [] }, columns).shown).toEqual(usual.shown);
});

test("columns are shown, hidden and moved", () => {
  const more = withShown(usual, "phone", true);
  expect(more.shown).toEqual(["name", "state", "owner", "phone"]);
  expect(moved(more, "phone", -1).shown).toEqual(["name", "state", "phone", "owner"]);
  expect(moved(more, "phone", 1)).toBe(more);
  expect(withShown(more, "state", false).shown).toEqual(["name", "owner", "phone"]);
});

test("widths stay within reason and can be given back", () => {
  expect(withWidth(usual, "name", 12.4).widths).toEqual({ name: 64 });
  expect(withWidth(usual, "name", 9999).widths).toEqual({ name: 640 });
  expect(withWidth(withWidth(usual, "name", 200), "name", undefined).widths).toEqual({});
});
