import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { components } from "../../api/generated/openapi";
import { useSession } from "../../app/session";
import { useWords } from "../../i18n/words";
import { usePeople } from "../../ui/people";
import { AccountName } from "../AccountName";
import { accountName } from "../accounts";
import type { nameQuery } from "../batched";
import { useLegalEntities } from "../legalEntities";
import { useTeams } from "../teams";
import { ContractName, contractName, InstalmentName, instalmentName } from "./claimNames";
import type { Group } from "./groupIds";

export interface GroupNames {
  shown: (group: string) => ReactNode;
  /** The same to be written into a file. */
  text: (group: string) => Promise<string>;
}

type Progress = components["schemas"]["receivables.InvoiceProgress"];

/** How rows of the report are called: by the customer that they are of, or whoever they are grouped by. */
export function useGroupNames(by: Group): GroupNames {
  const { t } = useTranslation("parts");
  const { may } = useSession();
  const client = useQueryClient();
  const word = useWords();
  const people = usePeople();
  const entities = useLegalEntities();
  const { teams } = useTeams(by === "AGEING_GROUP_TEAM" && may("team.read"));
  const plain = (group: string): string | undefined => {
    switch (by) {
      case "AGEING_GROUP_OWNER":
        return people.nameOf(group);
      case "AGEING_GROUP_TEAM":
        return teams?.find(({ id }) => id === group)?.name;
      case "AGEING_GROUP_LEGAL_ENTITY":
        return entities.nameOf(group);
      case "AGEING_GROUP_INVOICE_PROGRESS":
        return word("InvoiceProgress", `INVOICE_PROGRESS_${group.toUpperCase()}` as Progress);
      default:
        return group;
    }
  };
  const none = t("group.none");
  const named = NAMED[by];
  return {
    shown: (group) => (group && (named ? <named.Name id={group} /> : plain(group))) || none,
    text: async (group) => (group && (named ? await client.fetchQuery(named.read(group)) : plain(group))) || none,
  };
}

interface Named {
  Name: (props: { id: string }) => ReactNode;
  read: ReturnType<typeof nameQuery>;
}

/** Of what there is too much to know it beforehand: the names of a page are read together. */
const NAMED: Readonly<Partial<Record<Group, Named>>> = {
  AGEING_GROUP_CUSTOMER: { Name: AccountName, read: accountName },
  AGEING_GROUP_CUSTOMER_GROUP: { Name: AccountName, read: accountName },
  AGEING_GROUP_CONTRACT: { Name: ContractName, read: contractName },
  AGEING_GROUP_INSTALMENT: { Name: InstalmentName, read: instalmentName },
};
