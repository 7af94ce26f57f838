import { useEffect, useSyncExternalStore } from "react";
import type { Go } from "../Go";

/** The list that somebody looked at last under a name: what comes before and after the record that was opened from it. */
interface Trail {
  ids: readonly string[];
  go: (id: string) => Go;
  total: string;
  /** Reads on, where the last row that was read is reached. */
  more: (() => void) | undefined;
}

const trails = new Map<string, Trail>();
const listeners = new Set<() => void>();

export function remember(name: string, trail: Trail): void {
  trails.set(name, trail);
  for (const told of listeners) told();
}

export interface Neighbours {
  previous: Go | undefined;
  next: Go | undefined;
  /** Which one of the list it is, from 1. */
  position: number;
  total: string;
}

/** The records before and after this one in the list one came from; undefined for who came from elsewhere. */
export function useNeighbours(name: string, id: string): Neighbours | undefined {
  const trail = useSyncExternalStore(subscribe, () => trails.get(name));
  const at = trail?.ids.indexOf(id) ?? -1;
  const isLast = trail !== undefined && at === trail.ids.length - 1;
  useEffect(() => {
    if (isLast) trail?.more?.();
  }, [isLast, trail]);
  if (!trail || at < 0) return undefined;
  const [before, after] = [trail.ids[at - 1], trail.ids[at + 1]];
  return {
    previous: before === undefined ? undefined : trail.go(before),
    next: after === undefined ? undefined : trail.go(after),
    position: at + 1,
    total: trail.total,
  };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
