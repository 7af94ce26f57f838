import { useCallback } from "react";
import { useSession } from "../../../app/session";

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
// The day before the first of them.
const SUNDAY = Date.UTC(2026, 0, 4);
const DAY = 24 * 3_600_000;

/** 1 is Monday. */
export function useWeekday(): (weekday: number) => string {
  const { language } = useSession();
  return useCallback(
    (weekday) =>
      new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" }).format(new Date(SUNDAY + weekday * DAY)),
    [language],
  );
}
