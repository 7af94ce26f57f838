import { isDay } from "../../../ui/days";
import { type CatalogueSearch, catalogueSearch } from "../frame/catalogueSearch";

export interface CampaignsSearch extends CatalogueSearch {
  campaign?: string | undefined;
  tab?: "returns" | undefined;
  /** Of which days the returns are, and by what they are told apart. */
  from?: string | undefined;
  to?: string | undefined;
  by?: "campaign" | undefined;
}

const listed = catalogueSearch("campaign");

export function campaignsSearch(search: Record<string, unknown>): CampaignsSearch {
  const day = (value: unknown): string | undefined => (typeof value === "string" && isDay(value) ? value : undefined);
  const [from, to] = [day(search.from), day(search.to)];
  return {
    ...listed(search),
    ...(search.tab === "returns" && { tab: "returns" as const }),
    ...(from && { from }),
    ...(to && { to }),
    ...(search.by === "campaign" && { by: "campaign" as const }),
  };
}
