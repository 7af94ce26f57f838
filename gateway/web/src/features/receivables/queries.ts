import { useQuery } from "@tanstack/react-query";
import { $api, api, reply } from "../../api/client";

/** Days in which the ageing is cut: a quarter month by month, then what is old. */
export const BUCKETS = [30, 60, 90];

export const useAgeing = () => $api.useQuery("get", "/v1/ageing", { params: { query: { buckets: BUCKETS } } });

export const usePath = () => $api.useQuery("get", "/v1/collectionPath", {});

const HOUR = 3_600_000;

/** Everything recomputed from the first entry. That takes the books as a whole, so it is not done anew with each change. */
export function useProof() {
  return useQuery({
    queryKey: ["proof"],
    queryFn: () => reply(api.GET("/v1/proof", {})),
    staleTime: HOUR,
  });
}

const SOON = 1_500;

/** The proof in the background that was begun last; asked for again while it runs. */
export function useLastProofRun() {
  const params = { query: { pageSize: 1 } };
  return $api.useQuery(
    "get",
    "/v1/proofRuns",
    { params },
    {
      refetchInterval: ({ state }) => (state.data?.proofRuns[0]?.state === "PROOF_RUN_STATE_RUNNING" ? SOON : false),
    },
  );
}
