import { expect, test } from "vitest";
import type { Rule } from "./queries";
import { ofKind, withKind } from "./rules";

const ALL: Rule = { kinds: [], regions: [], tiers: [], subjectIds: [], successorIds: ["a", "b"] };

test("a kind with a successor of its own comes before the rule for everything", () => {
  const rules = withKind([ALL], "lead", "c");
  expect(rules.map(({ kinds, successorIds }) => [kinds, successorIds])).toEqual([
    [["lead"], ["c"]],
    [[], ["a", "b"]],
  ]);
  expect(ofKind(rules, "lead")).toBe("c");
  expect(ofKind(rules, "account")).toBe("");
});

test("naming another one replaces the rule, naming nobody takes it away", () => {
  const rules = withKind([ALL], "lead", "c");
  expect(withKind(rules, "lead", "d")).toHaveLength(2);
  expect(withKind(rules, "lead", "")).toEqual([ALL]);
});
