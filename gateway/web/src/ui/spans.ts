import type { TFunction } from "i18next";
import { dateFormat } from "../i18n/formats";
import { addDays, dayOf, today } from "./days";

export function dayName(day: string, zone: string, language: string, t: TFunction): string {
  const now = today(zone);
  const words: Readonly<Record<string, string>> = {
    [now]: t("days.today"),
    [addDays(now, -1)]: t("days.yesterday"),
    [addDays(now, 1)]: t("days.tomorrow"),
  };
  const isThisYear = day.slice(0, 4) === now.slice(0, 4);
  const date = dateFormat(language, {
    timeZone: "UTC",
    month: "long",
    day: "numeric",
    weekday: "short",
    ...(!isThisYear && { year: "numeric" }),
  }).format(new Date(`${day}T00:00:00Z`));
  return words[day] ? `${words[day]} · ${date}` : date;
}

/** In the order in which they come. */
export function byDay<Item extends { time: string }>(
  items: readonly Item[],
  zone: string,
): { day: string; items: Item[] }[] {
  const days: { day: string; items: Item[] }[] = [];
  for (const item of items) {
    const day = dayOf(item.time, zone);
    const last = days.at(-1);
    if (last?.day === day) last.items.push(item);
    else days.push({ day, items: [item] });
  }
  return days;
}

/** The days that a calendar shows: whole weeks around a month, a week, or one day. Weeks begin on Monday, or as `first` says. */
export function span(day: string, view: "month" | "week" | "day", first = 1): string[] {
  if (view === "day") return [day];
  const weekday = (of: string): number => (new Date(`${of}T00:00:00Z`).getUTCDay() - first + 7) % 7;
  const from = view === "month" ? `${day.slice(0, 7)}-01` : day;
  const start = addDays(from, -weekday(from));
  if (view === "week") return Array.from({ length: 7 }, (_, at) => addDays(start, at));
  const last = addDays(step(`${day.slice(0, 7)}-01`, "month", 1), -1);
  const weeks = Math.ceil((weekday(from) + Number(last.slice(8))) / 7);
  return Array.from({ length: weeks * 7 }, (_, at) => addDays(start, at));
}

/** The same day a month, a week or a day later or earlier; the last one of a shorter month. */
export function step(day: string, view: "month" | "week" | "day", by: number): string {
  if (view !== "month") return addDays(day, by * (view === "week" ? 7 : 1));
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + by, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + by, Math.min(date, last))).toISOString().slice(0, 10);
}
