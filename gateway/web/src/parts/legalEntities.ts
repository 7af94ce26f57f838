import { useCallback, useMemo } from "react";
import { $api } from "../api/client";
import type { Option } from "../ui/choices";

const MINUTE = 60_000;

/** The companies of ours, by name; one that is out of use is still named. */
export function useLegalEntities() {
  const query = { pageSize: 200, showArchived: true };
  const { data } = $api.useQuery("get", "/v1/legalEntities", { params: { query } }, { staleTime: 10 * MINUTE });
  const names = useMemo(() => new Map(data?.legalEntities.map(({ id, name }) => [id, name])), [data]);
  const options = useMemo<Option[]>(
    () => data?.legalEntities.filter(({ archiveTime }) => !archiveTime).map(({ id, name }) => ({ id, name })) ?? [],
    [data],
  );
  const nameOf = useCallback((id: string): string => names.get(id) ?? "", [names]);
  return { options, nameOf, all: data?.legalEntities };
}
