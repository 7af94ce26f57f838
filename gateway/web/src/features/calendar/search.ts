import { isDay } from "../../ui/days";

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
