import { useMemo } from "react";
import { $api } from "../api/client";
import type { Option } from "../ui/choices";

const MINUTE = 60_000;

/** Where leads come from, by name; one that is out of use is still named. */
export function useSources() {
  const query = { pageSize: 200, showArchived: true, orderBy: "name" };
  const { data } = $api.useQuery("get", "/v1/sources", { params: { query } }, { staleTime: 10 * MINUTE });
  return useMemo(() => {
    const names = new Map(data?.sources.map(({ id, name }) => [id, name]));
    const options: Option[] =
      data?.sources.filter(({ archiveTime }) => !archiveTime).map(({ id, name }) => ({ id, name })) ?? [];
    return { options, nameOf: (id: string): string => names.get(id) ?? "" };
  }, [data]);
}
