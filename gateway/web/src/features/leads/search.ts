import { type GridSearch, gridSearch } from "../../ui/grid/view";

export const TABS = ["mine", "team", "unassigned", "pool"] as const;
export type Tab = (typeof TABS)[number];

export interface LeadsSearch extends GridSearch {
  tab?: Tab | undefined;
  /** Which pool, where there are several. */
  pool?: string | undefined;
  /** The form of a new lead is open. */
  new?: boolean | undefined;
}

export function leadsSearch(search: Readonly<Record<string, unknown>>): LeadsSearch {
  const tab = TABS.find((each) => each === search.tab);
  return {
    ...gridSearch(search),
    ...(tab && { tab }),
    ...(typeof search.pool === "string" && { pool: search.pool }),
    ...((search.new === true || search.new === "true") && { new: true }),
  };
}

/** Which of the lists one came from: that of the records before and after. */
export function recordSearch(search: Readonly<Record<string, unknown>>): { list?: Tab | undefined } {
  const list = TABS.find((each) => each === search.list);
  return list ? { list } : {};
}
