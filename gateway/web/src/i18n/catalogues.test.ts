/// <reference types="vite/client" />
import ts from "typescript";
import { expect, test } from "vitest";

type Catalogue = { [key: string]: string | Catalogue };

const catalogues = import.meta.glob<Catalogue>("./{zh-CN,en-US}/*.json", { eager: true, import: "default" });
const components = import.meta.glob<string>(["../**/*.tsx", "!../dev/**", "!../**/*.test.tsx"], {
  eager: true,
  query: "?raw",
  import: "default",
});
const sources = import.meta.glob<string>(
  ["../**/*.{ts,tsx}", "!../dev/**", "!../**/*.test.{ts,tsx}", "!../**/*.d.ts"],
  {
    eager: true,
    query: "?raw",
    import: "default",
  },
);
const areas = Object.keys(catalogues).flatMap((path) => /zh-CN\/(.+)\.json/.exec(path)?.[1] ?? []);
/** Attributes that a person reads or hears. */
const SPOKEN = new Set(["label", "placeholder", "title", "description", "aria-label", "alt"]);

const read = new Map<string, Map<string, string>>();

function texts(language: string, area: string): Map<string, string> {
  const known = read.get(`${language}/${area}`);
  if (known) return known;
  const found = new Map<string, string>();
  const walk = (node: Catalogue, prefix: string): void => {
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === "string") found.set(prefix + key, value);
      else walk(value, `${prefix}${key}.`);
    }
  };
  walk(catalogues[`./${language}/${area}.json`] ?? {}, "");
  read.set(`${language}/${area}`, found);
  return found;
}

const placeholders = (text: string): string[] => [...text.matchAll(/\{\{\s*(\w+)/g)].map((hit) => hit[1] ?? "").sort();
const singular = (key: string): string => key.replace(/_(one|other)$/, "");

test.each(areas)("%s says the same in both languages", (area) => {
  const [chinese, english] = [texts("zh-CN", area), texts("en-US", area)];
  expect(new Set([...english.keys()].map(singular))).toEqual(new Set([...chinese.keys()].map(singular)));
  for (const [key, text] of [...chinese, ...english]) expect(text.trim(), key).not.toBe("");
  for (const [key, text] of english) {
    expect(text, key).not.toMatch(/\p{Script=Han}/u);
    expect(placeholders(text), key).toEqual(
      placeholders(chinese.get(key) ?? chinese.get(`${singular(key)}_other`) ?? ""),
    );
  }
});

test("each area has its texts in every language", () => {
  const of = (language: string) => Object.keys(catalogues).flatMap((path) => path.split(`./${language}/`)[1] ?? []);
  expect(of("en-US").sort()).toEqual(of("zh-CN").sort());
});

test("every text that a component asks for is there", () => {
  const missing = Object.entries(components).flatMap(([path, source]) =>
    asked(source)
      .filter(({ area, key }) => !isThere(area, key))
      .map(({ area, key }) => `${path}: ${area}:${key}`),
  );
  expect(missing).toEqual([]);
});

test("every text is asked for by somebody", () => {
  const { whole, parts } = spelled(Object.values(sources));
  const isAsked = (name: string): boolean => whole.has(name) || parts.some((part) => part.test(name));
  // Words are those of the server's values and reasons; whether there is one for each is another test's question.
  const dead = areas
    .filter((area) => area !== "words" && area !== "problems")
    .flatMap((area) => [...texts("zh-CN", area).keys()].map(singular).map((key) => ({ area, key })))
    .filter(({ area, key }) => !isAsked(key) && !isAsked(`${area}:${key}`));
  expect(dead).toEqual([]);
});

test("no component says anything that is not in the catalogues", () => {
  const found = Object.entries(components).flatMap(([path, source]) => literals(path, source));
  expect(found).toEqual([]);
});

test("Enter is asked for in one place only, which knows of input methods", () => {
  const asking = Object.entries(components).filter(([, source]) => /["']Enter["']|keyCode|isComposing/.test(source));
  expect(asking.map(([path]) => path)).toEqual([]);
});

/** `t("key")` of a component that has one area, and `t("area:key")` of any. */
function asked(source: string): { area: string; key: string }[] {
  const used = new Set([...source.matchAll(/useTranslation\((?:"([\w-]+)")?\)/g)].map((hit) => hit[1] ?? "ui"));
  const [own] = used.size === 1 ? used : [];
  return [...source.matchAll(/\bt\("([\w.-]+:)?([\w.-]+)"/g)].flatMap(([, area, key]) => {
    const where = area?.slice(0, -1) ?? own;
    return where && key ? [{ area: where, key }] : [];
  });
}

/** Keys that stand in the sources as they are, and those that are put together: `segment.${id}`. */
function spelled(texts: readonly string[]): { whole: Set<string>; parts: RegExp[] } {
  const [whole, parts] = [new Set<string>(), new Map<string, RegExp>()];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) whole.add(node.text);
    if (ts.isTemplateExpression(node)) {
      const fixed = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
      if (fixed.every((text) => /^[\w.:-]*$/.test(text)) && fixed.some((text) => /\w/.test(text))) {
        parts.set(node.getText(), new RegExp(`^${fixed.map((text) => text.replaceAll(".", "\\.")).join("[\\w.-]+")}$`));
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const text of texts) visit(ts.createSourceFile("", text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  return { whole, parts: [...parts.values()] };
}

function isThere(area: string, key: string): boolean {
  const known = texts("zh-CN", area);
  return known.has(key) || known.has(`${key}_other`);
}

function literals(path: string, source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && /\p{L}/u.test(node.text)) found.push(`${path}: ${node.text.trim()}`);
    if (ts.isJsxAttribute(node) && node.initializer && ts.isStringLiteral(node.initializer)) {
      if (SPOKEN.has(node.name.getText()) && node.initializer.text) found.push(`${path}: ${node.initializer.text}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  return found;
}
