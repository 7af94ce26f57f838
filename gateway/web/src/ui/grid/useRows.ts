import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type Asked, type ListReply, rowsQuery } from "./rowsQuery";

/** The rows of a list, as far as somebody scrolled. What was shown stays while something else is asked for. */
export function useRows<Row>(asked: Asked, items: string) {
  const query = useInfiniteQuery({ ...rowsQuery(asked), placeholderData: keepPreviousData });
  const { data } = query;
  const rows = useMemo(
    () => (data ? data.pages.flatMap((page) => rowsOf<Row>(page, items)) : undefined),
    [data, items],
  );
  return { query, rows, total: data?.pages[0]?.total };
}

export function rowsOf<Row>(page: ListReply, items: string): readonly Row[] {
  return ((page as unknown as Record<string, readonly Row[] | undefined>)[items] ?? []) as readonly Row[];
}
