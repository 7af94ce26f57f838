import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, it } from "vitest";

const SRC = resolve(import.meta.dirname, "..");
// What comes with the frame, with the page around all settings, or, as texts of problems do, without hiding anything meanwhile.
const FRAME = ["ui", "frame", "problems"];
const SETTINGS = ["settings", "parts", "words"];

const ROUTE = /(texts\([^)]*\))[^;]*?import\("([^"]+)"\)/g;
const IMPORT = /^(?:import|export) (?!type )(?:[^;]*?from )?"(\.[^"]+)";/gm;
const USED = /(?:useTranslation|withTranslation)\((\[[^\]]*\]|"[^"]*")/g;
const NAME = /"([^"]+)"/g;

/** Which texts a module and what it imports use; what it fetches later (`lazy`) waits for its own behind a frame of its own. */
function used(file: string, seen: Set<string>): Set<string> {
  if (seen.has(file)) return new Set();
  seen.add(file);
  const text = readFileSync(file, "utf8");
  const names = [...text.matchAll(USED)].flatMap(([, list = ""]) => [...list.matchAll(NAME)].map(([, name]) => name));
  const found = new Set(names as string[]);
  for (const [, path = ""] of text.matchAll(IMPORT)) {
    const next = [".ts", ".tsx"].map((end) => resolve(dirname(file), path) + end).find(existsSync);
    if (next) for (const each of used(next, seen)) found.add(each);
  }
  return found;
}

const routes = readdirSync(join(SRC, "features"))
  .map((area) => join(SRC, "features", area, "routes.tsx"))
  .filter(existsSync)
  .flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(ROUTE)].map(([, loaded = "", page = ""]) => ({
      page: resolve(dirname(file), page).replace(`${SRC}/features/`, ""),
      loaded: [...loaded.matchAll(NAME)].map(([, name]) => name),
    })),
  );

it("sees the routes of the app", () => {
  expect(routes.length).toBeGreaterThan(40);
});

// A text that comes late hides the whole page once more, and takes the focus away from what was opened.
it.each(routes)("$page brings all texts that it shows", ({ page, loaded }) => {
  const there = new Set([...FRAME, ...(page.startsWith("settings/") ? SETTINGS : []), ...loaded]);
  expect([...used(join(SRC, "features", `${page}.tsx`), new Set())].filter((name) => !there.has(name))).toEqual([]);
});
