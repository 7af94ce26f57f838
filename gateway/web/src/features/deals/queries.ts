import { useMemo } from "react";
import { $api } from "../../api/client";
import { useSession } from "../../app/session";
import { named } from "../../parts/said";
import type { Option } from "../../ui/choices";

export { useProcess, useProcesses, useStageName } from "../../parts/processes";

const MINUTE = 60_000;
const byId = (id: string) => ({ params: { path: { opportunity_id: id } } });

export const useDeal = (id: string) => $api.useQuery("get", "/v1/opportunities/{opportunity_id}", byId(id));
export const useNextStep = (id: string) =>
  $api.useQuery("get", "/v1/opportunities/{opportunity_id}/nextStep", byId(id));
export const useWarnings = (id: string) =>
  $api.useQuery("get", "/v1/opportunities/{opportunity_id}/warnings", byId(id));

export function useStageEntries(id: string) {
  const query = { pageSize: 200 };
  return $api.useQuery("get", "/v1/opportunities/{opportunity_id}/stageEntries", {
    params: { path: { opportunity_id: id }, query },
  });
}

export function useAssignments(id: string) {
  const query = { pageSize: 100 };
  return $api.useQuery("get", "/v1/opportunities/{opportunity_id}/assignments", {
    params: { path: { opportunity_id: id }, query },
  });
}

/** The contracts that came of it. */
export function useContractsOf(id: string) {
  const { may } = useSession();
  const query = { filter: `opportunity_id = "${id}"`, pageSize: 50 };
  return $api.useQuery("get", "/v1/contracts", { params: { query } }, { enabled: may("contract.read") });
}

export function useLossReasons() {
  const { language } = useSession();
  const { data } = $api.useQuery(
    "get",
    "/v1/lossReasons",
    { params: { query: { pageSize: 200, showArchived: true } } },
    { staleTime: 10 * MINUTE },
  );
  return useMemo(() => {
    const reasons = data?.lossReasons ?? [];
    const options: Option[] = reasons
      .filter(({ archiveTime }) => !archiveTime)
      .map((reason) => ({ id: reason.id, name: named(reason, language) }));
    return {
      reasons,
      options,
      nameOf: (id: string) =>
        named(
          reasons.find((reason) => reason.id === id),
          language,
        ),
    };
  }, [data, language]);
}

export function useProducts() {
  const { data } = $api.useQuery(
    "get",
    "/v1/products",
    { params: { query: { pageSize: 200, showArchived: true } } },
    { staleTime: 10 * MINUTE },
  );
  return data?.products;
}
