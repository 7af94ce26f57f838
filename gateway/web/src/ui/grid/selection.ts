/** Rows that something shall be done to, by their ids. */
export type Selection = ReadonlySet<string>;

export const NONE: Selection = new Set();

export function toggled(selection: Selection, id: string): Selection {
  const next = new Set(selection);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** All from one row to the other, whichever comes first; for clicking with Shift. */
export function extended(selection: Selection, ids: readonly string[], from: string, to: string): Selection {
  const [one, other] = [ids.indexOf(from), ids.indexOf(to)];
  if (one < 0 || other < 0) return toggled(selection, to);
  return new Set([...selection, ...ids.slice(Math.min(one, other), Math.max(one, other) + 1)]);
}

/** Everything that was read so far, or nothing. */
export function all(selection: Selection, ids: readonly string[]): Selection {
  return ids.every((id) => selection.has(id)) ? NONE : new Set(ids);
}

export function howMuch(selection: Selection, ids: readonly string[]): "none" | "some" | "all" {
  const count = ids.filter((id) => selection.has(id)).length;
  if (count === 0) return "none";
  return count === ids.length ? "all" : "some";
}
