import { expect, test } from "vitest";
import { listOf, typedOf } from "./list";

test("texts are told apart by any comma, and said once", () => {
  expect(listOf("baidu， sem;百度、baidu\nsogou,")).toEqual(["baidu", "sem", "百度", "sogou"]);
  expect(listOf(undefined)).toEqual([]);
});

test("and stand in one field again", () => {
  expect(listOf(typedOf(["GTX 100", "GTX"]))).toEqual(["GTX 100", "GTX"]);
});
