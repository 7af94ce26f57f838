import { todayIn } from "../days";
import { dayOf, instantAt, nextMonday, plusDays, timeOf } from "../moments";

export interface Snooze {
  id: "hours" | "evening" | "tomorrow" | "inThree" | "monday";
  until: string;
  time: string;
}

const HOURS = 2;
const EVENING = "17:00";
const MORNING = "09:00";

/** The times that something is usually put off to; those of today only while they are to come. */
export function snoozesAt(now: number, zone: string): Snooze[] {
  const today = todayIn(zone);
  const soon = new Date(now + HOURS * 3_600_000).toISOString();
  const at = (id: Snooze["id"], day: string, time: string): Snooze => ({ id, until: instantAt(day, time, zone), time });
  const evening = at("evening", today, EVENING);
  const found: Snooze[] = [
    { id: "hours", until: soon, time: timeOf(soon, zone) },
    evening,
    at("tomorrow", plusDays(today, 1), MORNING),
    at("inThree", plusDays(today, 3), MORNING),
    at("monday", nextMonday(today), MORNING),
  ];
  const isToCome = ({ id, until }: Snooze): boolean => {
    if (id === "hours") return dayOf(until, zone) === today;
    if (id === "evening") return new Date(until).getTime() > now + HOURS * 3_600_000;
    return true;
  };
  const seen = new Set<string>();
  return found.filter((each) => isToCome(each) && !seen.has(each.until) && Boolean(seen.add(each.until)));
}
