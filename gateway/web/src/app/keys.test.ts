// @vitest-environment jsdom
import { expect, test, vi } from "vitest";
import { isEnter, onHotkey } from "./keys";

const press = (on: Element, key: string, more: KeyboardEventInit = {}) =>
  on.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));

test("the Enter that takes a candidate of an input method is none", () => {
  const plain = { key: "Enter", ctrlKey: false, metaKey: false, altKey: false };
  expect(isEnter(plain)).toBe(true);
  expect(isEnter({ ...plain, isComposing: true })).toBe(false);
  expect(isEnter({ ...plain, keyCode: 229 })).toBe(false);
});

test("a letter is a hotkey only where nobody types, Ctrl K everywhere, and neither while composing", () => {
  document.body.innerHTML = "<input>";
  const [log, find] = [vi.fn(), vi.fn()];
  const ends = [onHotkey("l", log), onHotkey("mod+k", find)];
  const input = document.querySelector("input") as HTMLInputElement;
  press(input, "l");
  press(document.body, "l", { ctrlKey: true });
  press(document.body, "l", { isComposing: true });
  expect(log).not.toHaveBeenCalled();
  press(document.body, "l");
  expect(log).toHaveBeenCalledTimes(1);
  press(input, "k", { ctrlKey: true });
  press(input, "k", { metaKey: true });
  expect(find).toHaveBeenCalledTimes(2);
  for (const end of ends) end();
  press(document.body, "l");
  expect(log).toHaveBeenCalledTimes(1);
});
