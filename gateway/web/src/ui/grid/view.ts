import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo, useState } from "react";

/** What a list shows, as it stands in the address. What is not said there comes from the saved view. */
export interface GridSearch {
  filter?: string | undefined;
  order?: string | undefined;
  q?: string | undefined;
  /** The id of a saved view; "all" for none, where a view would open by itself. */
  view?: string | undefined;
}

const KEYS = ["filter", "order", "q", "view"] as const;

/** For a route: `validateSearch: gridSearch`, or beside parameters of the page itself. */
export function gridSearch(search: Readonly<Record<string, unknown>>): GridSearch {
  const found: GridSearch = {};
  for (const key of KEYS) {
    const value = search[key];
    if (typeof value === "string" || typeof value === "number") found[key] = String(value);
  }
  return found;
}

export interface GridState extends GridSearch {
  /** Changes what is named; `undefined` takes it out of the address. */
  set: (change: GridSearch) => void;
}

/** What somebody asked the list for: in the address, so that it can be shared and gone back to. */
export function useGridState(place: "address" | "own"): GridState {
  const [own, setOwn] = useState<GridSearch>({});
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const set = useCallback(
    (change: GridSearch): void => {
      if (place === "own") {
        setOwn((before) => ({ ...before, ...change }));
        return;
      }
      const next = (before: object): never => ({ ...before, ...change }) as never;
      void navigate({ to: ".", search: next, replace: true, resetScroll: false });
    },
    [place, navigate],
  );
  return useMemo(() => ({ ...(place === "own" ? own : gridSearch(search)), set }), [place, own, search, set]);
}
