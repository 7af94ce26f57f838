import { useQuery } from "@tanstack/react-query";
import { api, reply } from "../api/client";
import { writeFilter } from "../ui/grid/filter";
import { batched, nameQuery } from "./batched";

const nameOf = batched(async (ids) => {
  const filter = writeFilter([{ field: "id", operator: "is", values: ids }]);
  const query = { filter, pageSize: ids.length, showArchived: true };
  const { accounts } = await reply(api.GET("/v1/accounts", { params: { query } }));
  return new Map(accounts.map(({ id, name }) => [id, name]));
});

/** What a customer is called; null for one that the caller may not see. */
export const accountName = nameQuery("/v1/accounts", nameOf);

/** Undefined while it is on its way. */
export function useAccountName(id: string | undefined): string | null | undefined {
  const { data } = useQuery({ ...accountName(id ?? ""), enabled: Boolean(id) });
  return id ? data : null;
}
