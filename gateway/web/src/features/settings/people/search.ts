import { type GridSearch, gridSearch } from "../../../ui/grid/view";

export interface PeopleSearch extends GridSearch {
  /** Who is open beside the list. */
  user?: string | undefined;
  /** Whose people are shown. */
  team?: string | undefined;
}

export function peopleSearch(search: Record<string, unknown>): PeopleSearch {
  return {
    ...gridSearch(search),
    ...(typeof search.user === "string" && { user: search.user }),
    ...(typeof search.team === "string" && { team: search.team }),
  };
}
