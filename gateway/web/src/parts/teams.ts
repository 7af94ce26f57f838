import { $api } from "../api/client";
import type { components } from "../api/generated/openapi";

export type Team = components["schemas"]["identity.Team"];

/** By name; not asked for where they are not wanted. */
export function useTeams(isWanted = true) {
  const query = { pageSize: 200, orderBy: "name" };
  const { data, ...rest } = $api.useQuery("get", "/v1/teams", { params: { query } }, { enabled: isWanted });
  return { ...rest, teams: data?.teams };
}
