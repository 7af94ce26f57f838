import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, reply } from "../../api/client";
import { filterOf, type Shown } from "./search";

// As `first-paint.js` asks for them.
const ROWS = 50;

/** To-dos in the order in which they should be done, page by page. */
export function todosQuery(show: Shown | undefined, owner: string) {
  const params = { query: { pageSize: ROWS, filter: filterOf(show, owner) } };
  return infiniteQueryOptions({
    queryKey: ["get", "/v1/todos", { params }],
    queryFn: ({ pageParam, signal }) =>
      reply(
        api.GET("/v1/todos", {
          params: { query: { ...params.query, ...(pageParam && { pageToken: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ nextPageToken }) => nextPageToken || undefined,
  });
}
