import { useQuery } from "@tanstack/react-query";
import { api, reply } from "../../api/client";
import { GoLink } from "../../ui/Go";
import { writeFilter } from "../../ui/grid/filter";
import { Skeleton } from "../../ui/shown";
import { batched, nameQuery } from "../batched";

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

export const contractName = nameQuery("/v1/contracts", contractOf);
export const instalmentName = nameQuery("/v1/instalments", instalmentOf);

export function ContractName({ id }: { id: string }) {
  const { data } = useQuery(contractName(id));
  if (data === undefined) return <Skeleton />;
  // Orders, charges and opening balances are no contracts, and lead to none.
  return data ? <GoLink go={{ to: "/contracts/$contractId", params: { contractId: id } }}>{data}</GoLink> : "—";
}

export function InstalmentName({ id }: { id: string }) {
  const { data } = useQuery(instalmentName(id));
  return data === undefined ? <Skeleton /> : (data ?? "—");
}
