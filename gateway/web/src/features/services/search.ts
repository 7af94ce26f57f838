import { type GridSearch, gridSearch } from "../../ui/grid/view";

export interface ServicesSearch extends GridSearch {
  /** The form of a new charge is open: for a customer, where one is named. */
  new?: boolean | undefined;
  account?: string | undefined;
}

const text = (value: unknown): string | undefined => (typeof value === "string" && value ? value : undefined);

export function servicesSearch(search: Readonly<Record<string, unknown>>): ServicesSearch {
  return {
    ...gridSearch(search),
    ...((search.new === true || search.new === "true") && { new: true }),
    ...(text(search.account) && { account: text(search.account) }),
  };
}

export interface ServiceSearch {
  /** The instalment that is looked at. */
  instalment?: string | undefined;
}

export function serviceSearch(search: Readonly<Record<string, unknown>>): ServiceSearch {
  return text(search.instalment) ? { instalment: text(search.instalment) } : {};
}
