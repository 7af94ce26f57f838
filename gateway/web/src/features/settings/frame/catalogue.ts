import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

/** In the address, for one that is yet to be. */
export const NEW = "new";

/** Changes what is named in the address of the page that is shown. */
export function useAsk<Search extends object>(): (change: Partial<Search>) => void {
  const navigate = useNavigate();
  return useCallback(
    (change) => {
      const next = (before: object): never => ({ ...before, ...change }) as never;
      void navigate({ to: ".", search: next, resetScroll: false });
    },
    [navigate],
  );
}

/** What the address says: whether what is out of use is shown, and what is open. */
export function useCatalogue(name: string) {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const set = useAsk<Record<string, unknown>>();
  const isAll = search.archived === true;
  const opened = search[name];
  return {
    isAll,
    toggleAll: () => set({ archived: isAll ? undefined : true }),
    opened: typeof opened === "string" ? opened : undefined,
    open: useCallback((id: string | undefined) => set({ [name]: id }), [set, name]),
  };
}
