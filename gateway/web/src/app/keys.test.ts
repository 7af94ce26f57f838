// @vitest-environment jsdom
import { expect, test, vi } from "vitest";
import { isEnter, onHotkey, onSequence, stepOf } from "./keys";

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

test("arrows walk a list, but not the candidates of an input method", () => {
  const down = { key: "ArrowDown", ctrlKey: false, metaKey: false, altKey: false };
  expect([stepOf(down), stepOf({ ...down, key: "ArrowUp" }), stepOf({ ...down, key: "a" })]).toEqual([1, -1, 0]);
  expect(stepOf({ ...down, isComposing: true })).toBe(0);
});

test("g and a letter go to a page; the letter is no hotkey then, nor is it where somebody types", () => {
  document.body.innerHTML = "<input>";
  const [go, log] = [vi.fn(), vi.fn()];
  const ends = [onSequence("g", new Map([["l", go]])), onHotkey("l", log)];
  press(document.body, "g");
  press(document.body, "l");
  expect([go.mock.calls.length, log.mock.calls.length]).toEqual([1, 0]);
  press(document.body, "l");
  expect(log).toHaveBeenCalledTimes(1);
  const input = document.querySelector("input") as HTMLInputElement;
  press(input, "g");
  press(input, "l");
  expect(go).toHaveBeenCalledTimes(1);
  for (const end of ends) end();
});
