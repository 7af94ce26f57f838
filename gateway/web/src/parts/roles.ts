import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../api/client";
import type { components } from "../api/generated/openapi";
import { useWords } from "../i18n/words";

export type Role = components["schemas"]["identity.Role"];

const MINUTE = 60_000;

/** The roles of the company by name. Those of the product are called what they are called in the language of the person. */
export function useRoles(showArchived = false) {
  const word = useWords();
  const { language } = useTranslation().i18n;
  const query = { pageSize: 200, showArchived };
  const { data, ...rest } = $api.useQuery("get", "/v1/roles", { params: { query } }, { staleTime: 10 * MINUTE });
  const nameOf = useCallback(
    ({ key, name, shipped }: Role): string => {
      const said = shipped ? word("role", key) : name;
      return said === key ? name : said;
    },
    [word],
  );
  const roles = useMemo(() => {
    const { compare } = new Intl.Collator(language);
    return data && [...data.roles].sort((one, other) => compare(nameOf(one), nameOf(other)));
  }, [data, nameOf, language]);
  return { ...rest, roles, nameOf };
}
