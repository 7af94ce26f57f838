import { dateFormat } from "../i18n/formats";

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** "2026-11-23", if there is such a day. */
export function isDay(text: string | null | undefined): text is string {
  if (!text || !DAY.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** The day in the zone of the company on which something was; what is a day already is itself. */
export function dayOf(time: string, zone: string): string {
  if (DAY.test(time)) return time;
  return dateFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(
    new Date(time),
  );
}

export function today(zone: string): string {
  return dayOf(new Date().toISOString(), zone);
}

export function addDays(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** The time of day, where there is one. */
export function clockOf(time: string, zone: string, language: string): string {
  if (DAY.test(time)) return "";
  return dateFormat(language, {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(new Date(time));
}
