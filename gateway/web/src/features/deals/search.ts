import { type GridSearch, gridSearch } from "../../ui/grid/view";

export const TABS = ["board", "table", "funnel"] as const;
export type Tab = (typeof TABS)[number];

export interface DealsSearch extends GridSearch {
  tab: Tab;
  /** The sales process; the company's usual one where none is named. */
  process?: string | undefined;
  /** The form of a new deal is open, for this customer where one is named. */
  new?: boolean | undefined;
  account?: string | undefined;
}

export function dealsSearch(search: Readonly<Record<string, unknown>>): DealsSearch {
  const text = (key: string): string | undefined => (typeof search[key] === "string" ? search[key] : undefined);
  return {
    ...gridSearch(search),
    tab: TABS.find((tab) => tab === search.tab) ?? "board",
    ...(text("process") && { process: text("process") }),
    ...(text("account") && { account: text("account") }),
    ...((search.new === true || search.new === "true") && { new: true }),
  };
}
