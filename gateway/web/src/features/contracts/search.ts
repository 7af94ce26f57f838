import { type GridSearch, gridSearch } from "../../ui/grid/view";

export interface ContractsSearch extends GridSearch {
  /** The form of a new contract is open: of a won deal, or for a customer, where one is named. */
  new?: boolean | undefined;
  deal?: string | undefined;
  account?: string | undefined;
}

const text = (value: unknown): string | undefined => (typeof value === "string" && value ? value : undefined);

export function contractsSearch(search: Readonly<Record<string, unknown>>): ContractsSearch {
  return {
    ...gridSearch(search),
    ...((search.new === true || search.new === "true") && { new: true }),
    ...(text(search.deal) && { deal: text(search.deal) }),
    ...(text(search.account) && { account: text(search.account) }),
  };
}

export interface ContractSearch {
  /** The instalment that is looked at. */
  instalment?: string | undefined;
}

export function contractSearch(search: Readonly<Record<string, unknown>>): ContractSearch {
  return text(search.instalment) ? { instalment: text(search.instalment) } : {};
}

export const ORDER = "create_time desc";
