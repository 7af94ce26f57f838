// @vitest-environment jsdom
import { afterEach, expect, test } from "vitest";
import { takeEarly } from "./early";

const DAY = "http://localhost/v1/todos?pageSize=50";

afterEach(() => {
  delete window.early;
});

test("what was asked for early is taken once, by whoever asks for the very same", async () => {
  const answer = Promise.resolve(new Response("early"));
  window.early = new Map([[DAY, answer]]);
  expect(takeEarly(new Request(`${DAY}1`))).toBeUndefined();
  expect(takeEarly(new Request(DAY))).toBe(answer);
  expect(takeEarly(new Request(DAY))).toBeUndefined();
});

test("a change is never what was asked for early", () => {
  window.early = new Map([[DAY, Promise.resolve(new Response())]]);
  expect(takeEarly(new Request(DAY, { method: "POST" }))).toBeUndefined();
});

test("without it everything is asked for by the app itself", () => {
  expect(takeEarly(new Request(DAY))).toBeUndefined();
});
