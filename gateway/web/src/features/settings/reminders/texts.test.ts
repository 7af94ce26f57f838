import { expect, test } from "vitest";
import { isTextField, withName } from "./texts";

test("a name goes where the caret stands", () => {
  expect(withName("请联系。", "subject", 3)).toBe("请联系{{ subject }}。");
  expect(withName("", "person", 0)).toBe("{{ person }}");
});

test("only texts take names", () => {
  expect(["title", "bodyEn", "name"].map(isTextField)).toEqual([true, true, false]);
});
