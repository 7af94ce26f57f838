import { PERIODS, type Period } from "./periods";

/** Figures of a period are not kept by team or by how far invoices were. */
export const GROUPS = [
  "AGEING_GROUP_CUSTOMER",
  "AGEING_GROUP_OWNER",
  "AGEING_GROUP_PRODUCT_LINE",
  "AGEING_GROUP_LEGAL_ENTITY",
] as const;
export type Group = (typeof GROUPS)[number];

/** What the page shows, as it stands in the address. */
export interface FiguresSearch {
  period?: Period | undefined;
  by?: Group | undefined;
  currency?: string | undefined;
  /** In which currency all amounts are told; each in its own without it. */
  worth?: string | undefined;
}

export function validate(search: Readonly<Record<string, unknown>>): FiguresSearch {
  const found: FiguresSearch = {};
  const period = PERIODS.find((each) => each === search.period);
  const by = GROUPS.find((each) => each === search.by);
  if (period) found.period = period;
  if (by) found.by = by;
  if (typeof search.currency === "string") found.currency = search.currency;
  if (typeof search.worth === "string") found.worth = search.worth;
  return found;
}
