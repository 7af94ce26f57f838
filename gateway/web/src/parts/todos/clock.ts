import { daysBetween } from "../days";
import { dayOf, timeOf } from "../moments";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How far something is, in the catalogue `todos`: a key, and what it counts. */
export interface Clock {
  key: "lateDays" | "lateHours" | "lateMinutes" | "hours" | "minutes" | "today" | "tomorrow" | "later";
  values: Readonly<Record<string, string | number>>;
  isLate: boolean;
  /** Within the next hours: it is now or never. */
  isNear: boolean;
}

/** The nearest is told in hours and minutes, what comes later by its day. */
export function clockOf(instant: string, now: number, zone: string): Clock {
  const left = new Date(instant).getTime() - now;
  if (left < 0) return lateOf(-left);
  const [today, day] = [dayOf(new Date(now).toISOString(), zone), dayOf(instant, zone)];
  const time = timeOf(instant, zone);
  const clock = (key: Clock["key"], values: Clock["values"], isNear = false): Clock => ({
    key,
    values,
    isLate: false,
    isNear,
  });
  if (left < HOUR) return clock("minutes", { minutes: Math.max(1, Math.floor(left / MINUTE)) }, true);
  if (left < 4 * HOUR) {
    return clock("hours", { hours: Math.floor(left / HOUR), minutes: Math.floor((left % HOUR) / MINUTE) }, true);
  }
  if (day === today) return clock("today", { time });
  return daysBetween(today, day) === 1 ? clock("tomorrow", { time }) : clock("later", { day, time });
}

function lateOf(late: number): Clock {
  const flags = { isLate: true, isNear: false };
  if (late >= DAY) return { key: "lateDays", values: { count: Math.floor(late / DAY) }, ...flags };
  if (late >= HOUR) return { key: "lateHours", values: { count: Math.floor(late / HOUR) }, ...flags };
  return { key: "lateMinutes", values: { count: Math.max(1, Math.floor(late / MINUTE)) }, ...flags };
}
