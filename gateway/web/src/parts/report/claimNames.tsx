import { useQuery } from "@tanstack/react-query";
import { api, reply } from "../../api/client";
import { GoLink } from "../../ui/Go";
import { writeFilter } from "../../ui/grid/filter";
import { Skeleton } from "../../ui/shown";
import { batched } from "../batched";

const MINUTE = 60_000;
const these = (ids: readonly string[]) => ({
  filter: writeFilter([{ field: "id", operator: "is", values: ids }]),
  pageSize: ids.length,
});

const contractOf = batched(async (ids) => {
  const { contracts } = await reply(api.GET("/v1/contracts", { params: { query: these(ids) } }));
  return new Map(contracts.map(({ id, number, name }) => [id, `${number} ${name}`]));
});

const instalmentOf = batched(async (ids) => {
  const { instalments } = await reply(api.GET("/v1/instalments", { params: { query: these(ids) } }));
  return new Map(instalments.map(({ id, contractNumber, name }) => [id, `${contractNumber} ${name}`]));
});

/** What a contract is called; null for one that the caller may not see. */
export const contractName = (id: string) => ({
  queryKey: ["get", "/v1/contracts", "name", id],
  queryFn: () => contractOf(id),
  staleTime: 10 * MINUTE,
});

/** The same of an instalment. */
export const instalmentName = (id: string) => ({
  queryKey: ["get", "/v1/instalments", "name", id],
  queryFn: () => instalmentOf(id),
  staleTime: 10 * MINUTE,
});

export function ContractName({ id }: { id: string }) {
  const { data } = useQuery(contractName(id));
  if (data === undefined) return <Skeleton />;
  return <GoLink go={{ to: "/contracts/$contractId", params: { contractId: id } }}>{data ?? "—"}</GoLink>;
}

export function InstalmentName({ id }: { id: string }) {
  const { data } = useQuery(instalmentName(id));
  return data === undefined ? <Skeleton /> : (data ?? "—");
}
