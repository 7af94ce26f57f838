import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { type GridSearch, gridSearch } from "../../../ui/grid/view";

/** A list of things that are set up, one of them open beside it. */
export interface CatalogueSearch extends GridSearch {
  archived?: true | undefined;
}

export const NEW = "new";

/** For the route of a list whose things are called `name` in the address: "product". */
export function catalogueSearch<Name extends string>(name: Name) {
  return (search: Record<string, unknown>): CatalogueSearch & { [key in Name]?: string } => {
    const opened = search[name];
    return {
      ...gridSearch(search),
      ...(search.archived === true && { archived: true as const }),
      ...(typeof opened === "string" && { [name]: opened }),
    } as CatalogueSearch & { [key in Name]?: string };
  };
}

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
