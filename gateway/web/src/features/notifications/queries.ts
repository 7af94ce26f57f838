import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, reply } from "../../api/client";
import type { components } from "../../api/generated/openapi";

export type Message = components["schemas"]["notifier.Notification"];

const ROWS = 30;

/** Messages, the newest first; those that were read apart from those that were not. */
export function useMessages(isUnread: boolean) {
  const params = { query: { pageSize: ROWS, filter: `unread = ${isUnread}` } };
  const query = useInfiniteQuery({
    queryKey: ["get", "/v1/notifications", { params }],
    queryFn: ({ pageParam, signal }) =>
      reply(
        api.GET("/v1/notifications", {
          params: { query: { ...params.query, ...(pageParam && { pageToken: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ nextPageToken }) => nextPageToken || undefined,
  });
  const messages = useMemo(() => query.data?.pages.flatMap((page) => page.notifications), [query.data]);
  return { ...query, messages, unread: query.data?.pages[0]?.unread };
}
