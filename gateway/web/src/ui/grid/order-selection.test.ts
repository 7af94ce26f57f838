import { expect, test } from "vitest";
import { directionOf, nextOrder } from "./order";
import { all, extended, howMuch, NONE, toggled } from "./selection";

test("a header sorts up, down, and not at all", () => {
  const up = nextOrder("create_time desc", "name");
  const down = nextOrder(up, "name");
  expect([up, down, nextOrder(down, "name")]).toEqual(["name", "name desc", ""]);
  expect(directionOf(" name desc , create_time", "name")).toBe("descending");
  expect(directionOf("name desc, create_time", "create_time")).toBeUndefined();
});

test("rows are selected one by one, from here to there, and all", () => {
  const ids = ["a", "b", "c", "d"];
  const one = toggled(NONE, "c");
  expect([...extended(one, ids, "c", "a")].sort()).toEqual(["a", "b", "c"]);
  expect([...extended(one, ids, "gone", "d")]).toEqual(["c", "d"]);
  expect(toggled(one, "c").size).toBe(0);
  expect(howMuch(one, ids)).toBe("some");
  const everything = all(one, ids);
  expect(howMuch(everything, ids)).toBe("all");
  expect(all(everything, ids).size).toBe(0);
  expect(howMuch(NONE, [])).toBe("none");
});
