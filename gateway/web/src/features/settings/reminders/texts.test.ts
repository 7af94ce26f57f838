import { expect, test } from "vitest";
import { isTextField, readable, withName } from "./texts";

test("a name goes where the caret stands", () => {
  expect(withName("请联系。", "subject", 3)).toBe("请联系{{ subject }}。");
  expect(withName("", "person", 0)).toBe("{{ person }}");
});

test("only texts take names", () => {
  expect(["title", "bodyEn", "name"].map(isTextField)).toEqual([true, true, false]);
});

test("in a list names are what they stand for, and choices are not shown", () => {
  const text = "首次跟进{% if subject %}：{{ subject | upper }}{% endif %}";
  expect(readable(text, (name) => `[${name}]`)).toBe("首次跟进：[subject]");
});
