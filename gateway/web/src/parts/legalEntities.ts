import { useCallback, useMemo } from "react";
import { $api } from "../api/client";
import type { components } from "../api/generated/openapi";
import type { Option } from "../ui/choices";

export type LegalEntity = components["schemas"]["identity.LegalEntity"];
export type BankAccount = LegalEntity["bankAccounts"][number];

const MINUTE = 60_000;

/** The companies of ours, by name; one that is out of use is still named. */
export function useLegalEntities() {
  const query = { pageSize: 200, showArchived: true };
  const { data, error, refetch } = $api.useQuery(
    "get",
    "/v1/legalEntities",
    { params: { query } },
    { staleTime: 10 * MINUTE },
  );
  const names = useMemo(() => new Map(data?.legalEntities.map(({ id, name }) => [id, name])), [data]);
  const options = useMemo<Option[]>(
    () => data?.legalEntities.filter(({ archiveTime }) => !archiveTime).map(({ id, name }) => ({ id, name })) ?? [],
    [data],
  );
  const nameOf = useCallback((id: string): string => names.get(id) ?? "", [names]);
  return { options, nameOf, all: data?.legalEntities, error, refetch };
}

/** Those on which money can be received now. */
export function inUse(accounts: readonly BankAccount[]): BankAccount[] {
  return accounts.filter(({ archiveTime }) => !archiveTime);
}

/** A number as it is read out: in fours. One that is masked is masked by the server. */
export function grouped(number: string): string {
  return /^\d+$/.test(number) ? number.replace(/(\d{4})(?=\d)/g, "$1 ") : number;
}

export function accountText({ bankName, accountNumber }: BankAccount): string {
  return `${bankName} ${grouped(accountNumber)}`;
}
