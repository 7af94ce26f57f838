import type { Field, Plan, PlanPatch } from "../types";

/** Of the choices: nothing. */
export const SKIPPED = "-";

/** The columns of a plan, in the order of the file; those that fill nothing are left out. */
export function columnsOf(
  headers: readonly string[],
  chosen: ReadonlyMap<string, string>,
): NonNullable<PlanPatch["columns"]> {
  return headers.flatMap((header) => {
    const field = chosen.get(header);
    return field ? [{ header, field }] : [];
  });
}

/** What has to be there and is neither a column nor a default. */
export function missingFields(
  fields: readonly Field[],
  filled: readonly string[],
  defaults: Plan["defaults"],
): readonly Field[] {
  const known = new Set([...filled, ...defaults.map(({ field }) => field)]);
  return fields.filter(({ field, required }) => required && !known.has(field));
}

/** Those of the defaults that say something. */
export function saidOf(defaults: Plan["defaults"]): Plan["defaults"] {
  return defaults.filter(({ field, text }) => field && text.trim());
}

/** Whether a currency is wanted for what has none of its own. */
export function hasAmounts(fields: readonly Field[], filled: readonly string[]): boolean {
  return fields.some(({ field, type }) => type === "money" && filled.includes(field));
}
