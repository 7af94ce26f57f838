import { $api } from "../../../api/client";
import type { components } from "../../../api/generated/openapi";

export type Source = components["schemas"]["leads.Source"];
export type Incentive = components["schemas"]["leads.Incentive"];
export type SourceInput = components["schemas"]["leads.SourceInput"];

export function useSource(id: string, isEnabled: boolean) {
  return $api.useQuery(
    "get",
    "/v1/sources/{source_id}",
    { params: { path: { source_id: id } } },
    { enabled: isEnabled },
  );
}
