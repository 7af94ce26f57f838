import { describe, expect, test } from "vitest";
import description from "../api/generated/openapi.json";
import english from "./en-US/words.json";
import { longestStart, typesOf } from "./words";
import chinese from "./zh-CN/words.json";

type Catalogue = Readonly<Record<string, unknown>>;
const LANGUAGES: [string, Catalogue][] = [
  ["zh-CN", chinese],
  ["en-US", english],
];

function enums(): Map<string, string[]> {
  const schemas = Object.entries(description.components.schemas as Record<string, { enum?: string[] }>);
  return new Map(
    schemas.flatMap(([name, { enum: values }]) => (values ? [[name.split(".").at(-1) ?? "", values]] : [])),
  );
}

/** "LeadState.LEAD_STATE_ASSIGNED"; what is not said is "not set" where it has no word of its own. */
const values = [...enums()].flatMap(([name, known]) =>
  known.filter((value) => !value.endsWith("_UNSPECIFIED")).map((value) => `${name}.${value}`),
);

function has(catalogue: Catalogue, key: string): boolean {
  const [group = "", name = ""] = key.split(".");
  return typeof (catalogue[group] as Catalogue | undefined)?.[name] === "string";
}

describe.each(LANGUAGES)("in %s", (_, catalogue) => {
  test("every public enum value has a word", () => {
    expect(values.filter((key) => !has(catalogue, key))).toEqual([]);
  });

  test("every word of an enum is of a value that there is", () => {
    const known = enums();
    const strange = Object.entries(catalogue).flatMap(([group, words]) =>
      /^[A-Z]/.test(group) ? Object.keys(words as Catalogue).filter((value) => !known.get(group)?.includes(value)) : [],
    );
    expect(strange).toEqual([]);
  });
});

test("the enums of the services are told apart by their names alone", () => {
  const names = Object.entries(description.components.schemas as Record<string, object>).flatMap(([name, schema]) =>
    "enum" in schema ? [name.split(".").at(-1)] : [],
  );
  expect(new Set(names).size).toBe(names.length);
});

test("a method is split into what was done and to what", () => {
  expect(longestStart(["Set", "SetDefault", "Hand", "HandOver"], "SetDefaultSavedView")).toBe("SetDefault");
  expect(longestStart(["Create"], "GetLead")).toBeUndefined();
  expect(typesOf("SavedView")).toEqual(["saved_view"]);
  expect(typesOf("Opportunities")).toEqual(["opportunities", "opportunity"]);
  expect(typesOf("Touches")).toEqual(["touches", "touch"]);
  expect(typesOf("PipelineSettings")).toEqual(["pipeline_settings", "pipeline_setting"]);
});
