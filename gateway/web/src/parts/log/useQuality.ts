import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, reply } from "../../api/client";
import type { InteractionInput } from "../../app/outbox";
import { useRested } from "../../ui/useRested";

const PAUSE = 500;
/** Of less there is nothing to say yet. */
const LEAST = 4;

/** What the text would be worth as it stands, while somebody types; silent without a network. */
export function useQuality(body: InteractionInput) {
  const rested = useRested(JSON.stringify(body), PAUSE);
  const asked = JSON.parse(rested) as InteractionInput;
  const { data } = useQuery({
    queryKey: ["assess", rested],
    queryFn: () => reply(api.POST("/v1/interactions:assess", { body: { interaction: asked } })),
    enabled: (asked.text ?? "").length >= LEAST,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return (body.text ?? "").length >= LEAST ? data : undefined;
}
