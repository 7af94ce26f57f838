import { fromMinor, type Money, toMinor } from "../../api/money";
import { dayOf } from "../../parts/moments";
import { momentOf, type Todo } from "../../parts/todos/todo";

/** The headline: a key of the catalogue, and what it counts. */
export interface Finding {
  key: "none" | "late" | "today" | "next";
  values: { count: number; first: number };
  /** The next day on which something is due. */
  day?: string;
}

const FIRST = 3;

/** What the day comes to. */
export function findingOf(todos: readonly Todo[], now: number, zone: string): Finding {
  const first = Math.min(FIRST, todos.length);
  if (todos.length === 0) return { key: "none", values: { count: 0, first } };
  const today = dayOf(new Date(now).toISOString(), zone);
  const late = todos.filter((todo) => new Date(momentOf(todo)).getTime() < now).length;
  if (late > 0) return { key: "late", values: { count: late, first } };
  const days = todos.map((todo) => dayOf(momentOf(todo), zone)).sort();
  const next = days[0] ?? today;
  const count = days.filter((day) => day === next).length;
  if (next === today) return { key: "today", values: { count, first } };
  return { key: "next", values: { count, first }, day: next };
}

/** What doing the first ones may bring, cash and pipeline apart; of the currency that most of it is in. */
export function gainOf(todos: readonly Todo[], currency: string): { cash?: Money; pipeline?: Money } {
  const first = todos.slice(0, FIRST);
  const total = (amounts: (Money | undefined)[]): Money | undefined => {
    const own = amounts.flatMap((amount) => (amount?.currencyCode === currency ? [toMinor(amount)] : []));
    const sum = own.reduce((one, other) => one + other, 0n);
    return sum > 0n ? fromMinor(sum, currency) : undefined;
  };
  const [cash, pipeline] = [total(first.map((each) => each.cashGain)), total(first.map((each) => each.pipelineGain))];
  return { ...(cash && { cash }), ...(pipeline && { pipeline }) };
}
