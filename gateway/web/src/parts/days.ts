import { today } from "@internationalized/date";
import { toDay } from "../ui/day";

export function todayIn(zone: string): string {
  return today(zone).toString();
}

/** Days from the one day to the other, negative where it lies before; undefined where one of them is none. */
export function daysBetween(from: string | undefined, to: string | undefined): number | undefined {
  const [start, end] = [toDay(from), toDay(to)];
  return start && end ? end.compare(start) : undefined;
}
