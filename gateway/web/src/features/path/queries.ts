import { $api } from "../../api/client";
import type { Layer, Step } from "./steps";

export function usePath(layer: Layer) {
  return $api.useQuery("get", "/v1/collectionPath", { params: { query: { layer } } });
}

/** Who has how much of a step, the largest first. */
export function usePeopleOn(step: Step | undefined, layer: Layer, currencyCode: string) {
  const query = { groupBy: "AGEING_GROUP_OWNER", layer, currencyCode, ...(step && { step }) } as const;
  return $api.useQuery("get", "/v1/collectionPath", { params: { query } }, { enabled: step !== undefined });
}
