import type { Import, ImportRow, Plan, PlanPatch } from "../types";

export type Duplicates = Plan["duplicates"];
/** By number of the row. */
export type Choices = ReadonlyMap<number, Duplicates>;

const SKIP = "IMPORT_DUPLICATES_SKIP";
const UPDATE = "IMPORT_DUPLICATES_UPDATE";
const CREATE = "IMPORT_DUPLICATES_CREATE";
const NOUNS: Readonly<Record<string, string>> = {
  leads: "lead",
  accounts: "account",
  contacts: "contact",
  opportunities: "opportunity",
};

export const usualOf = (plan: Plan | undefined): Duplicates =>
  !plan || plan.duplicates === "IMPORT_DUPLICATES_UNSPECIFIED" ? SKIP : plan.duplicates;

export const chosenIn = (plan: Plan | undefined): Choices =>
  new Map(plan?.rowChoices.map(({ row, duplicates }) => [row, duplicates]));

/** What can become of a row that is known already: changed is only what one sees, and what is of the same kind. */
export function choicesFor(row: ImportRow, resource: Import["resource"]): Duplicates[] {
  if (row.verdict !== "IMPORT_VERDICT_DUPLICATE") return [];
  const canChange = row.duplicateOfRow === 0 && row.recordId !== "" && row.recordType === NOUNS[resource];
  return canChange ? [SKIP, UPDATE, CREATE] : [SKIP, CREATE];
}

/** What is said of single rows, in their order; what the plan says of all needs no word. */
export function rowChoices(chosen: Choices, usual: Duplicates): NonNullable<PlanPatch["rowChoices"]> {
  return [...chosen]
    .filter(([, duplicates]) => duplicates !== usual)
    .sort(([one], [other]) => one - other)
    .map(([row, duplicates]) => ({ row, duplicates }));
}
