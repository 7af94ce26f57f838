import { type GridSearch, gridSearch } from "../../ui/grid/view";

export const TABS = ["all", "pool"] as const;
export type Tab = (typeof TABS)[number];

export interface CustomersSearch extends GridSearch {
  tab: Tab;
  /** The pool that is looked into; the first one where none is named. */
  pool?: string | undefined;
  /** The form of a new customer is open. */
  new?: boolean | undefined;
}

export function customersSearch(search: Readonly<Record<string, unknown>>): CustomersSearch {
  return {
    ...gridSearch(search),
    tab: TABS.find((tab) => tab === search.tab) ?? "all",
    ...(typeof search.pool === "string" && { pool: search.pool }),
    ...((search.new === true || search.new === "true") && { new: true }),
  };
}

/** The parts of the page of one customer. A phone shows one of them at a time. */
export const SECTIONS = ["story", "people", "business", "facts"] as const;
export type Section = (typeof SECTIONS)[number];

export interface CustomerSearch {
  section?: Section | undefined;
  /** Which happenings are shown. */
  story?: string | undefined;
  /** The instalment that is open beside the page. */
  instalment?: string | undefined;
}

export function customerSearch(search: Readonly<Record<string, unknown>>): CustomerSearch {
  const section = SECTIONS.find((each) => each === search.section);
  return {
    ...(section && { section }),
    ...(typeof search.story === "string" && { story: search.story }),
    ...(typeof search.instalment === "string" && { instalment: search.instalment }),
  };
}

export const ORDER = "score desc";
