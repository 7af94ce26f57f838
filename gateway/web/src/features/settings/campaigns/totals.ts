import { type Money, sum } from "../../../api/money";
import type { Return } from "./queries";

/** All rows together; amounts one per currency, as they are never added. */
export function totalsOf(rows: readonly Return[]) {
  const count = (of: (row: Return) => number): number => rows.reduce((total, row) => total + of(row), 0);
  return {
    leads: count(({ leads }) => leads),
    converted: count(({ converted }) => converted),
    won: count(({ won }) => won),
    costs: byCurrency(rows.flatMap(({ costs }) => costs)),
    wonAmounts: byCurrency(rows.flatMap(({ wonAmounts }) => wonAmounts)),
    collected: byCurrency(rows.flatMap(({ collectedAmounts }) => collectedAmounts)),
  };
}

function byCurrency(amounts: readonly Money[]): Money[] {
  const totals = new Map<string, Money>();
  for (const amount of amounts) {
    const before = totals.get(amount.currencyCode);
    totals.set(amount.currencyCode, before ? sum([before, amount], amount.currencyCode) : amount);
  }
  return [...totals.values()];
}
