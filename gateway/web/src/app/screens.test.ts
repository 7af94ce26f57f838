/// <reference types="vite/client" />
// @vitest-environment jsdom
import { beforeAll, expect, test, vi } from "vitest";
import screens from "../../screens.json";

/** Not pages: where one is sent on from, and what there is not. */
const NONE = ["/", "/$"];

beforeAll(() => {
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => {} }));
});

/** `make screenshots` takes them from screens.json: who shows the page best, and of which list the first record. */
test("every page of the app has its picture: a line in screens.json for each route", async () => {
  const { router } = await import("./router");
  const pages = Object.keys(router.routesByPath).filter((path) => !NONE.includes(path));
  expect(pages.filter((path) => !(path in screens))).toEqual([]);
});

test("every picture is of a page that there is", async () => {
  const { router } = await import("./router");
  expect(Object.keys(screens).filter((path) => !(path in router.routesByPath))).toEqual([]);
});

test("a page of one record says of which list it is", () => {
  const wrong = Object.entries(screens as Record<string, { of?: Record<string, string> }>).filter(
    ([path, { of = {} }]) => {
      const parameters = [...path.matchAll(/\$(\w+)/g)].map((hit) => hit[1]);
      return parameters.join() !== Object.keys(of).join();
    },
  );
  expect(wrong).toEqual([]);
});
