import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const styles = readdirSync(ROOT, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".css"));
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8").replace(/\/\*.*?\*\//gs, "");

test("the red of what is overdue is lent to nothing that went wrong", () => {
  const rules = styles.flatMap((path) =>
    [...read(path).matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, of = "", says = ""]) => ({ path, of: of.trim(), says })),
  );
  const wrong = rules.filter(({ of }) => /error|problem|invalid|failed|wrong|refused/.test(of));
  expect(wrong.length).toBeGreaterThan(5);
  expect(wrong.filter(({ says }) => says.includes("--late")).map(({ path, of }) => `${path}: ${of}`)).toEqual([]);
});

test.each(["light", "dark"])("what is wrong can be read wherever it stands, %s", (theme) => {
  const colours = tokens(theme);
  for (const ground of ["paper", "surface", "sunken", "wrong-soft"]) {
    expect(contrast(colours("wrong"), colours(ground)), ground).toBeGreaterThanOrEqual(4.5);
  }
  expect(colours("wrong")).not.toBe(colours("late"));
});

function tokens(theme: string): (name: string) => string {
  const [light = "", dark = ""] = read("ui/tokens.css").split('[data-theme="dark"]');
  return (name) => new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(theme === "dark" ? dark : light)?.[1] ?? "";
}

/** As WCAG reckons it, between 1 and 21. */
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [brightness(one), brightness(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function brightness(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
