import { type GridSearch, gridSearch } from "../../ui/grid/view";

export interface OrdersSearch extends GridSearch {
  /** The form of a new order is open: for a customer, or under a contract, where one is named. */
  new?: boolean | undefined;
  account?: string | undefined;
  contract?: string | undefined;
}

const text = (value: unknown): string | undefined => (typeof value === "string" && value ? value : undefined);

export function ordersSearch(search: Readonly<Record<string, unknown>>): OrdersSearch {
  return {
    ...gridSearch(search),
    ...((search.new === true || search.new === "true") && { new: true }),
    ...(text(search.account) && { account: text(search.account) }),
    ...(text(search.contract) && { contract: text(search.contract) }),
  };
}

export interface OrderSearch {
  /** The instalment that is looked at. */
  instalment?: string | undefined;
}

export function orderSearch(search: Readonly<Record<string, unknown>>): OrderSearch {
  return text(search.instalment) ? { instalment: text(search.instalment) } : {};
}
