import { type GridSearch, gridSearch } from "../../../ui/grid/view";

/** A list of things that are set up, one of them open beside it. */
export interface CatalogueSearch extends GridSearch {
  archived?: true | undefined;
}

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
