import type { TFunction } from "i18next";
import type { Clause } from "./filter";
import type { FilterField } from "./types";

/** Days that move with the calendar, as the filter calls them. */
export const PERIODS = {
  today: ["today", "today"],
  yesterday: ["today-1d", "today-1d"],
  last7: ["today-6d", "today"],
  last30: ["today-29d", "today"],
  last90: ["today-89d", "today"],
  next7: ["today", "today+7d"],
  next30: ["today", "today+30d"],
} as const satisfies Record<string, readonly [string, string]>;

export type Period = keyof typeof PERIODS;

export function rangeOf(clauses: readonly Clause[]): { from: string; to: string } {
  const value = (...operators: Clause["operator"][]): string =>
    clauses.find(({ operator }) => operators.includes(operator))?.values[0] ?? "";
  const only = value("is");
  return only ? { from: only, to: only } : { from: value("from", "after"), to: value("to", "before") };
}

export function periodOf(clauses: readonly Clause[]): Period | undefined {
  const { from, to } = rangeOf(clauses);
  return (Object.keys(PERIODS) as Period[]).find((name) => PERIODS[name][0] === from && PERIODS[name][1] === to);
}

/** What the clauses of one field ask for, in words. */
export function filterText(
  field: FilterField,
  clauses: readonly Clause[],
  t: TFunction,
  nameOf: (id: string) => string | undefined,
): string {
  const [clause] = clauses;
  if (!clause) return "";
  if (clause.operator === "unset") return t("filter.unset");
  if (clause.operator === "set") return t("filter.set");
  if (field.kind === "flag") return clause.values[0] === "true" ? t("filter.yes") : t("filter.no");
  if (field.kind === "date") {
    const period = periodOf(clauses);
    return period ? t(`filter.period.${period}`) : rangeText(clauses, t);
  }
  if (field.kind === "money" || field.kind === "number") return rangeText(clauses, t);
  const names = clause.values.map((value) => {
    if (field.kind === "choice") return field.options.find(({ id }) => id === value)?.name ?? value;
    return field.kind === "person" ? (nameOf(value) ?? "…") : value;
  });
  const listed = names.join(t("filter.or"));
  if (clause.operator === "not") return t("filter.not", { values: listed });
  return clause.operator === "has" && field.kind === "text" ? t("filter.has", { values: listed }) : listed;
}

function rangeText(clauses: readonly Clause[], t: TFunction): string {
  const { from, to } = rangeOf(clauses);
  if (from && to) return from === to ? from : t("filter.between", { from, to });
  return from ? t("filter.from", { from }) : t("filter.to", { to });
}
