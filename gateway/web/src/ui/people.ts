import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { api, reply } from "../api/client";
import { rows } from "../api/pages";
import type { Option } from "./choices";

const MINUTE = 60_000;

async function readPeople(): Promise<{ id: string; name: string; isActive: boolean }[]> {
  const found = [];
  const read = (pageToken: string) =>
    reply(
      api.GET("/v1/users", { params: { query: { pageSize: 200, orderBy: "name", ...(pageToken && { pageToken }) } } }),
    );
  for await (const user of rows(read, (page) => page.users)) {
    found.push({ id: user.id, name: user.name, isActive: user.state === "USER_STATE_ACTIVE" });
  }
  return found;
}

/** The colleagues that this person may see, by name. Who left is still named where they are met, but not offered. */
export function usePeople() {
  const { data } = useQuery({ queryKey: ["get", "/v1/users", "people"], queryFn: readPeople, staleTime: 10 * MINUTE });
  const names = useMemo(() => new Map(data?.map(({ id, name }) => [id, name])), [data]);
  const options = useMemo<Option[]>(
    () => data?.filter(({ isActive }) => isActive).map(({ id, name }) => ({ id, name })) ?? [],
    [data],
  );
  const nameOf = useCallback((id: string | undefined): string | undefined => (id ? names.get(id) : undefined), [names]);
  return { options, nameOf, isLoading: data === undefined };
}
