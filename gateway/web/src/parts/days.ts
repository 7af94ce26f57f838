import { isDay, today } from "../ui/days";

const DAY = 24 * 3_600_000;

export function todayIn(zone: string): string {
  return today(zone);
}

/** Days from the one day to the other, negative where it lies before; undefined where one of them is none. */
export function daysBetween(from: string | undefined, to: string | undefined): number | undefined {
  return isDay(from) && isDay(to) ? (Date.parse(to) - Date.parse(from)) / DAY : undefined;
}
