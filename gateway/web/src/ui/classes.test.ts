import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const files = readdirSync(ROOT, { recursive: true, encoding: "utf8" });
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const styles = files.filter((path) => path.endsWith(".css"));
const sources = files.filter((path) => /\.tsx?$/.test(path) && !/\.(test|d)\.tsx?$/.test(path));

test("every class that is styled is given to something", () => {
  const code = sources.map(read).join("\n");
  const words = new Set(code.match(/[A-Za-z][\w-]*/g));
  // `agenda-line of-${kind}`
  const beginnings = [...code.matchAll(/([A-Za-z][\w-]*-)\$\{/g)].map(([, start = ""]) => start);
  const isGiven = (name: string): boolean => words.has(name) || beginnings.some((start) => name.startsWith(start));
  const styled = styles.flatMap((path) => classesOf(read(path)).map((name) => ({ path, name })));
  expect(styled.length).toBeGreaterThan(100);
  expect(styled.filter(({ name }) => !name.startsWith("react-aria-") && !isGiven(name))).toEqual([]);
});

test("what a class looks like is said in one folder: style sheets of areas stay when one goes on to another", () => {
  const places = new Map<string, Set<string>>();
  for (const path of styles.filter((each) => !each.startsWith("dev"))) {
    for (const name of read(path).matchAll(/^\.([\w-]+)(?=[,\s]*(?:\{|,\n))/gm)) {
      const known = places.get(name[1] ?? "") ?? new Set();
      places.set(name[1] ?? "", known.add(dirname(path)));
    }
  }
  expect(places.size).toBeGreaterThan(100);
  expect([...places].filter(([, folders]) => folders.size > 1)).toEqual([]);
});

function classesOf(style: string): string[] {
  const plain = style.replace(/\/\*.*?\*\/|url\([^)]*\)|"[^"]*"/gs, "");
  return [...new Set([...plain.matchAll(/\.([a-zA-Z][\w-]*)/g)].map(([, name = ""]) => name))];
}
