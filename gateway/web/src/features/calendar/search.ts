import { plusDays, weekdayOf } from "../../parts/moments";
import { isDay, step } from "../../ui/days";

export const VIEWS = ["month", "week", "day"] as const;
export type View = (typeof VIEWS)[number];

export interface CalendarSearch {
  view?: View;
  /** Any day of what is shown; today where nothing is said. */
  day?: string;
  /** "team", or the id of a colleague; one's own where nothing is said. */
  who?: string;
}

export const TEAM = "team";

export function calendarSearch({ view, day, who }: Record<string, unknown>): CalendarSearch {
  const shown = VIEWS.find((each) => each === view);
  return {
    ...(shown && { view: shown }),
    ...(typeof day === "string" && isDay(day) && { day }),
    ...(typeof who === "string" && who && { who }),
  };
}

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
