import { plusDays, weekdayOf } from "../../parts/moments";
import { step } from "../../ui/spans";
import type { View } from "./search";

/** The days that are shown: whole weeks for a month. */
export function daysOf(view: View, day: string): string[] {
  if (view === "day") return [day];
  const first = view === "month" ? `${day.slice(0, 8)}01` : day;
  const from = plusDays(first, -weekdayOf(first));
  const days = Array.from({ length: view === "month" ? 42 : 7 }, (_, at) => plusDays(from, at));
  // A sixth week that belongs to the next month altogether says nothing.
  return view === "month" && days[35]?.slice(0, 7) !== day.slice(0, 7) ? days.slice(0, 35) : days;
}

/** The same day, a month, a week or a day further. */
export function stepped(view: View, day: string, by: 1 | -1): string {
  return step(day, view, by);
}
