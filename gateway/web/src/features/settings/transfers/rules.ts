import type { Rule } from "./queries";

function isOfKind(rule: Rule, kind: string): boolean {
  return rule.kinds.length === 1 && rule.kinds[0] === kind && !rule.regions.length && !rule.tiers.length;
}

/** The rules with all of one kind going to one person; to whom the others say, where nobody is named. */
export function withKind(rules: readonly Rule[], kind: string, successorId: string): Rule[] {
  const others = rules.filter((rule) => !isOfKind(rule, kind));
  if (!successorId) return others;
  return [{ kinds: [kind], regions: [], tiers: [], subjectIds: [], successorIds: [successorId] }, ...others];
}

/** Who gets all of one kind, where a rule of its own says so. */
export function ofKind(rules: readonly Rule[], kind: string): string {
  return rules.find((rule) => isOfKind(rule, kind))?.successorIds[0] ?? "";
}

/** Everything to these, in turns. */
export function toAll(successorIds: readonly string[]): { successorIds: string[] }[] {
  return [{ successorIds: [...successorIds] }];
}
