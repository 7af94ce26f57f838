import {
  getDayOfWeek,
  parseAbsolute,
  parseDate,
  parseTime,
  toCalendarDate,
  toCalendarDateTime,
  toZoned,
} from "@internationalized/date";
import { useEffect, useState } from "react";

const TICK = 30_000;

/** Now, in milliseconds; the page is drawn anew as it goes on. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** The day of the company on which an instant lies. */
export function dayOf(instant: string, zone: string): string {
  return toCalendarDate(parseAbsolute(instant, zone)).toString();
}

/** "18:00" of an instant, in the zone of the company. */
export function timeOf(instant: string, zone: string): string {
  const { hour, minute } = parseAbsolute(instant, zone);
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

/** The instant of "18:00" on a day of the company. */
export function instantAt(day: string, time: string, zone: string): string {
  return toZoned(toCalendarDateTime(parseDate(day), parseTime(time)), zone).toAbsoluteString();
}

export function plusDays(day: string, days: number): string {
  return parseDate(day).add({ days }).toString();
}

/** 0 is Monday. */
export function weekdayOf(day: string): number {
  return getDayOfWeek(parseDate(day), "zh-CN", "mon");
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
  return new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
}
