import type { Happening } from "../../../ui/Timeline";

export interface Read {
  /** The latest first. */
  items: readonly Happening[];
  /** Older ones are still to be read. */
  hasMore: boolean;
}

/**
 * Several histories as one, the latest first. Where one of them goes on, nothing older than its last line is shown: what is missing in
 * between would look as if it never was. `first` is where it all began.
 */
export function merged(first: Happening | "" | undefined, of: readonly Read[]): Happening[] {
  const at = ({ time }: Happening): number => Date.parse(time);
  const ends = of.flatMap(({ items, hasMore }) => (hasMore ? items.slice(-1).map(at) : []));
  const since = Math.max(Number.NEGATIVE_INFINITY, ...ends);
  const known = of.flatMap(({ items }) => items);
  const whole = first && ends.length === 0 ? [...known, first] : known;
  return whole.filter((item) => at(item) >= since).sort((one, other) => at(other) - at(one));
}
