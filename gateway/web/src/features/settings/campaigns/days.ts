import { type Money, sum } from "../../../api/money";
import type { Cost } from "./queries";

export interface Spent {
  day: string;
  amount: Money;
}

/** What each day cost, of all sources together: the last days with any cost, the earliest first. */
export function byDay(costs: readonly Cost[], most: number): Spent[] {
  const days = new Map<string, Money>();
  for (const { costDate, amount } of costs) {
    if (!amount) continue;
    const before = days.get(costDate);
    days.set(costDate, before ? sum([before, amount], amount.currencyCode) : amount);
  }
  return [...days]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .slice(-most)
    .map(([day, amount]) => ({ day, amount }));
}
