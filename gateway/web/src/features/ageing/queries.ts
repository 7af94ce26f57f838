import { keepPreviousData } from "@tanstack/react-query";
import { $api } from "../../api/client";
import type { components } from "../../api/generated/openapi";
import { type AgeingSearch, CUTS } from "./search";

export type Report = components["schemas"]["receivables.AgeingReport"];
export type Row = components["schemas"]["receivables.AgeingRow"];

export function useAgeing({
  asOf,
  knownAt,
  by,
  basis,
  layer,
  cut,
  currency,
}: Required<Pick<AgeingSearch, "cut">> & AgeingSearch) {
  const query = {
    buckets: [...CUTS[cut ?? "year"]],
    ...(asOf && { asOf }),
    ...(knownAt && { knownAt }),
    ...(by && { groupBy: by }),
    ...(basis && { basis }),
    ...(layer && { layer }),
    ...(currency && { reportCurrencyCode: currency }),
  };
  return $api.useQuery("get", "/v1/ageing", { params: { query } }, { placeholderData: keepPreviousData });
}
