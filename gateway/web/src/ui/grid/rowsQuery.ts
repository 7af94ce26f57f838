import { type InfiniteData, infiniteQueryOptions, type QueryClient, type QueryKey } from "@tanstack/react-query";
import { api, reply } from "../../api/client";
import type { ListPath } from "./types";
import type { GridSearch } from "./view";

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

/** The rows of a list, page by page. */
export function rowsQuery(asked: Asked) {
  return infiniteQueryOptions({
    queryKey: keyOf(asked),
    queryFn: ({ pageParam, signal }) => readPage(asked, pageParam, signal),
    initialPageParam: "",
    getNextPageParam: ({ nextPageToken }: ListReply) => nextPageToken || undefined,
  });
}

/** For a list's route: what its page will ask for is asked for beside the page's code, already while a hand rests on the link. */
export function listLoader(path: ListPath, usualOrder: string, texts: () => Promise<void>) {
  return {
    loaderDeps: ({ search: { filter, order, q, view } }: { search: GridSearch }) => ({ filter, order, q, view }),
    loader: ({ context: { client }, deps }: { context: { client: QueryClient }; deps: GridSearch }): Promise<void> => {
      const { filter = "", order, q = "", view } = deps;
      if (!view)
        void client.prefetchInfiniteQuery(rowsQuery({ path, filter, orderBy: order || usualOrder, search: q }));
      return texts();
    },
  };
}
