import { useCallback } from "react";
import { $api } from "../api/client";
import type { components } from "../api/generated/openapi";
import { useWords } from "../i18n/words";

export type Role = components["schemas"]["identity.Role"];

const MINUTE = 60_000;

/** The roles of the company. Those of the product are called what they are called in the language of the person. */
export function useRoles(showArchived = false) {
  const word = useWords();
  const query = { pageSize: 200, showArchived };
  const { data, ...rest } = $api.useQuery("get", "/v1/roles", { params: { query } }, { staleTime: 10 * MINUTE });
  const nameOf = useCallback(
    ({ key, name, shipped }: Role): string => {
      const said = shipped ? word("role", key) : name;
      return said === key ? name : said;
    },
    [word],
  );
  return { ...rest, roles: data?.roles, nameOf };
}
