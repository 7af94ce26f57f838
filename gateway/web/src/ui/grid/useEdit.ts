import { type InfiniteData, type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../api/client";
import { useCommand } from "../../api/command";
import type { ListReply } from "./rowsQuery";
import type { Column } from "./types";
import { rowsOf } from "./useRows";

/** Changes one cell: shown at once, sent with the etag that was read, taken back where it is refused, undone for a while. */
export function useEdit<Row extends object>(
  path: string | undefined,
  queryKey: QueryKey,
  items: string,
  rowId: (row: Row) => string,
) {
  const client = useQueryClient();
  const { t } = useTranslation();
  const { run } = useCommand();
  if (!path) return undefined;
  const parameter = /\{(\w+)\}/.exec(path)?.[1] ?? "id";

  const put = (id: string, to: Partial<Row>): void => {
    client.setQueryData<InfiniteData<ListReply>>(queryKey, (data) => data && replaced(data, items, rowId, id, to));
  };
  const send = (row: Row, body: Partial<Row>): Promise<Row> => {
    const { etag = "" } = row as { etag?: string };
    const params = { path: { [parameter]: rowId(row) }, header: ifMatch({ etag }) };
    // Which body a path takes is known where the columns are; here it is a value.
    return reply(api.PATCH(path as never, { params, body } as never) as never) as Promise<Row>;
  };

  return async (row: Row, column: Column<Row>, value: string): Promise<void> => {
    if (!column.edit) return;
    const body = column.edit.patch(value, row);
    const before = Object.fromEntries(
      Object.keys(body).map((key) => [key, row[key as keyof Row] ?? null]),
    ) as Partial<Row>;
    put(rowId(row), body);
    const replied = await run(() => send(row, body), {
      done: t("grid.changed", { name: column.name }),
      undo: (now) => send(now, before),
    });
    put(rowId(row), replied ?? before);
  };
}

export function replaced<Row extends object>(
  data: InfiniteData<ListReply>,
  items: string,
  rowId: (row: Row) => string,
  id: string,
  to: Partial<Row>,
): InfiniteData<ListReply> {
  const one = (row: Row): Row => (rowId(row) === id ? { ...row, ...to } : row);
  return { ...data, pages: data.pages.map((page) => ({ ...page, [items]: rowsOf<Row>(page, items).map(one) })) };
}
