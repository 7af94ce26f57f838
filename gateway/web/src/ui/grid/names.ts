import { useQueries } from "@tanstack/react-query";
import { usePeople } from "../people";
import type { Clause } from "./filter";
import type { RecordField } from "./types";

/** What an id is called: undefined while that is on its way, null where it cannot be said. */
export type NameOf = (id: string) => string | null | undefined;

export function useColleagueNames(): NameOf {
  const { nameOf, isLoading } = usePeople();
  return (id) => nameOf(id) ?? (isLoading ? undefined : null);
}

export function useRecordNames(field: RecordField, clauses: readonly Clause[]): NameOf {
  const ids = [...new Set(clauses.flatMap(({ values }) => values))];
  const queries = useQueries({ queries: ids.map(field.nameQuery) });
  const names = new Map(ids.map((id, at) => [id, queries[at]?.isError ? null : queries[at]?.data]));
  return (id) => names.get(id);
}
