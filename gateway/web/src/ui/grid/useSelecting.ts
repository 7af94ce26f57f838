import { useEffect, useRef, useState } from "react";
import type { Selecting } from "./body";
import { all, extended, NONE, type Selection, toggled } from "./selection";

/** Which rows are selected; nothing any more as soon as something else is asked for. */
export function useSelecting(ids: readonly string[], asked: string): Selecting & { clear: () => void } {
  const [of, setOf] = useState<Selection>(NONE);
  const last = useRef<string>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is asked for is what it hangs on
  useEffect(() => setOf(NONE), [asked]);
  return {
    of,
    toggle: (id, isRange) => {
      setOf(isRange && last.current !== undefined ? extended(of, ids, last.current, id) : toggled(of, id));
      last.current = id;
    },
    all: () => setOf(all(of, ids)),
    clear: () => setOf(NONE),
  };
}
