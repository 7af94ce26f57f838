import { $api } from "../../api/client";
import type { components } from "../../api/generated/openapi";
import type { Range } from "./ranges";
import type { Group } from "./search";

export type Row = components["schemas"]["receivables.KeyFigureRow"];

export function useKeyFigures(range: Range, groupBy: Group, worth: string | undefined) {
  return $api.useQuery("get", "/v1/keyFigures", {
    params: { query: { ...range, groupBy, ...(worth && { reportCurrencyCode: worth }) } },
  });
}
