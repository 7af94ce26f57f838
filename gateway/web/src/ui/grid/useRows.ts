import { type InfiniteData, keepPreviousData, type QueryKey, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, reply } from "../../api/client";

/** One page of any list. */
export interface ListReply {
  nextPageToken: string;
  total?: { count: number; more: boolean };
}

export interface Asked {
  path: string;
  /** What stands in the path: `{ lead_pool_id: "..." }`. */
  params?: Readonly<Record<string, string>> | undefined;
  filter: string;
  orderBy: string;
  search: string;
  showArchived?: boolean | undefined;
}

export type Pages = InfiniteData<ListReply, string>;
const ROWS = 100;

/** The key as openapi-react-query makes it, so that live updates find it. */
export function keyOf({ path, params, filter, orderBy, search, showArchived }: Asked): QueryKey {
  const query = {
    pageSize: ROWS,
    ...(filter && { filter }),
    ...(orderBy && { orderBy }),
    ...(search && { search }),
    ...(showArchived && { showArchived }),
  };
  return ["get", path, { params: { ...(params && { path: params }), query } }];
}

async function readPage(asked: Asked, pageToken: string, signal: AbortSignal): Promise<ListReply> {
  const [, , init] = keyOf(asked) as [string, string, { params: { query: object } }];
  const params = { ...init.params, query: { ...init.params.query, ...(pageToken && { pageToken }) } };
  // The path is one of a list, with its own parameters: the caller's types have seen to that.
  return reply(api.GET(asked.path as never, { params, signal } as never) as never) as Promise<ListReply>;
}

/** The rows of a list, as far as somebody scrolled. What was shown stays while something else is asked for. */
export function useRows<Row>(asked: Asked, items: string) {
  const query = useInfiniteQuery({
    queryKey: keyOf(asked),
    queryFn: ({ pageParam, signal }) => readPage(asked, pageParam, signal),
    initialPageParam: "",
    getNextPageParam: ({ nextPageToken }: ListReply) => nextPageToken || undefined,
    placeholderData: keepPreviousData,
  });
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
