import type { TFunction } from "i18next";
import type { Clause } from "./filter";
import type { NameOf } from "./names";
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

interface Saying {
  t: TFunction;
  language: string;
  /** Of people and other records, whose values are ids. */
  nameOf?: NameOf | undefined;
}

/** What the clauses of one field ask for, in words. */
export function filterText(field: FilterField, clauses: readonly Clause[], saying: Saying): string {
  const { t, nameOf } = saying;
  const [clause] = clauses;
  if (!clause) return "";
  if (clause.operator === "unset") return t("filter.unset");
  if (clause.operator === "set") return t("filter.set");
  if (field.kind === "flag") return clause.values[0] === "true" ? t("filter.yes") : t("filter.no");
  if (field.kind === "date") {
    const period = periodOf(clauses);
    return period ? t(`filter.period.${period}`) : daysText(clauses, saying);
  }
  if (field.kind === "money" || field.kind === "number") return rangeText(clauses, t);
  const listed = clause.values.map((value) => valueText(field, value, nameOf)).join(t("filter.or"));
  if (clause.operator === "not") return t("filter.not", { values: listed });
  return clause.operator === "has" && field.kind === "text" ? t("filter.has", { values: listed }) : listed;
}

export const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function valueText(field: FilterField, value: string, nameOf: NameOf | undefined): string {
  if (field.kind === "person" || field.kind === "record") {
    const name = nameOf?.(value);
    return name === undefined ? "…" : (name ?? "—");
  }
  if (field.kind !== "choice") return value;
  const known = field.options.find(({ id }) => id === value)?.name ?? field.nameOf?.(value);
  // What is offered may still be on its way.
  return known || (ID.test(value) ? "…" : value);
}

const MOVING = /^today(?:([+-]\d+)([dwmy]))?$/;
const UNITS: Readonly<Record<string, "day" | "week" | "month" | "year">> = {
  d: "day",
  w: "week",
  m: "month",
  y: "year",
};

/** A day as the filter writes it; one that moves with the calendar as people say it: 昨天, 7 天后, 3 months ago. */
function dayText(day: string, { t, language }: Saying): string {
  const found = MOVING.exec(day);
  if (!found) return day;
  const count = Number(found[1] ?? 0);
  const unit = UNITS[found[2] ?? "d"] ?? "day";
  if (unit === "day" && Math.abs(count) <= 1) {
    return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(count, unit);
  }
  const span = new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" })
    .format(Math.abs(count))
    .replace(/(?<=\d)(?=\p{Script=Han})/u, " ");
  return t(count < 0 ? "filter.ago" : "filter.ahead", { span });
}

function daysText(clauses: readonly Clause[], saying: Saying): string {
  const { t } = saying;
  const range = rangeOf(clauses);
  const [from, to] = [dayText(range.from, saying), dayText(range.to, saying)];
  if (from && to) return from === to ? from : t("filter.between", { from, to });
  const operator = clauses[0]?.operator;
  if (operator === "before" || operator === "after") return t(`filter.${operator}`, { day: from || to });
  return from ? t("filter.from", { from }) : t("filter.to", { to });
}

function rangeText(clauses: readonly Clause[], t: TFunction): string {
  const { from, to } = rangeOf(clauses);
  if (from && to) return from === to ? from : t("filter.between", { from, to });
  const operator = clauses[0]?.operator;
  if (operator === "after") return `> ${from}`;
  if (operator === "before") return `< ${to}`;
  return from ? t("filter.from", { from }) : t("filter.to", { to });
}
