/** How long after the fact, as one says it: in the largest unit that fits. */
export const UNITS = ["minutes", "hours", "days"] as const;
export type Unit = (typeof UNITS)[number];

const MINUTES: Readonly<Record<Unit, number>> = { minutes: 1, hours: 60, days: 24 * 60 };

export interface Delay {
  count: number;
  unit: Unit;
}

export function delayOf(minutes: number): Delay {
  const unit = [...UNITS].reverse().find((each) => minutes > 0 && minutes % MINUTES[each] === 0) ?? "minutes";
  return { count: minutes / MINUTES[unit], unit };
}

export function minutesOf({ count, unit }: Delay): number {
  return Math.round((Number.isFinite(count) ? count : 0) * MINUTES[unit]);
}
