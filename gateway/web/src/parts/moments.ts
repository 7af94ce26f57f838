import { useEffect, useState } from "react";
import { dateFormat } from "../i18n/formats";
import { addDays, clockOf, dayOf } from "../ui/days";

export { dayOf };

const TICK = 30_000;
const DAY = 24 * 3_600_000;

/** Now, in milliseconds; the page is drawn anew as it goes on. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** "18:00" of an instant, in the zone of the company. */
export function timeOf(instant: string, zone: string): string {
  return clockOf(instant, zone, "en-GB");
}

/** The instant of "18:00" on a day of the company: the first of two as clocks go back, an hour on where they go forward over it. */
export function instantAt(day: string, time: string, zone: string): string {
  const wall = Date.parse(`${day}T${time}Z`);
  const before = wall - aheadAt(wall - DAY, zone);
  const after = wall - aheadAt(wall + DAY, zone);
  const shown = [before, after].filter((at) => at + aheadAt(at, zone) === wall);
  return new Date(shown.length > 0 ? Math.min(...shown) : before).toISOString();
}

/** By how much the clocks of a zone are ahead of those of Greenwich. */
function aheadAt(at: number, zone: string): number {
  const instant = new Date(at).toISOString();
  return Date.parse(`${dayOf(instant, zone)}T${timeOf(instant, zone)}Z`) - at;
}

export function plusDays(day: string, days: number): string {
  return addDays(day, days);
}

/** 0 is Monday. */
export function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** The first Monday after a day. */
export function nextMonday(day: string): string {
  return plusDays(day, 7 - weekdayOf(day));
}

export function firstOfMonth(day: string): string {
  return `${day.slice(0, 8)}01`;
}

/** A day in words, as the page speaks: "11月23日 周一". */
export function dayText(day: string, language: string, options: Intl.DateTimeFormatOptions): string {
  return dateFormat(language, { ...options, timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
}
