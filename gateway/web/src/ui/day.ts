import { type CalendarDate, parseDate } from "@internationalized/date";

/** "2026-11-23" as a day that a calendar knows; nothing for what is none. */
export function toDay(text: string | null | undefined): CalendarDate | null {
  if (!text) return null;
  try {
    return parseDate(text);
  } catch {
    return null;
  }
}

export interface DayRange {
  start: string;
  end: string;
}

export function fromDay(day: { toString(): string } | null): string {
  return day?.toString() ?? "";
}
