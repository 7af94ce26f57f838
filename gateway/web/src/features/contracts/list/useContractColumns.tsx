import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { AccountName } from "../../../parts/AccountName";
import { useLegalEntities } from "../../../parts/legalEntities";
import type { Column } from "../../../ui/grid/types";
import { Person } from "../../../ui/Person";
import { usePeople } from "../../../ui/people";
import { DateText, Money } from "../../../ui/shown";
import { useOptions } from "../../../ui/useOptions";
import { StateBadge } from "../StateBadge";
import type { Contract } from "../types";
import { PlanCell } from "./PlanCell";

/** The columns of the list of contracts. Paid and overdue come from the plan of each that is looked at. */
export function useContractColumns(): Column<Contract>[] {
  const { t } = useTranslation("contracts");
  const { zone, may } = useSession();
  const { nameOf } = usePeople();
  const { nameOf: entityOf } = useLegalEntities();
  const states = useOptions("ContractState");
  return useMemo(() => {
    const date = (day: string) => (day ? <DateText of={day} zone={zone} /> : "—");
    const money: Column<Contract>[] = [
      {
        id: "paid",
        name: t("field.paid"),
        render: (contract) => <PlanCell of={contract} show="paid" />,
        width: 112,
        align: "end",
        exported: false,
      },
      {
        id: "overdue",
        name: t("field.overdue"),
        render: (contract) => <PlanCell of={contract} show="overdue" />,
        width: 112,
        align: "end",
        phone: "sub",
        exported: false,
      },
    ];
    return [
      {
        id: "name",
        name: t("field.name"),
        render: ({ number, name }) => `${number} ${name}`,
        sort: "sort_key",
        width: 260,
        isFixed: true,
        phone: "title",
      },
      {
        id: "accountId",
        name: t("field.account"),
        render: ({ accountId }) => <AccountName id={accountId} />,
        width: 180,
        phone: "sub",
      },
      {
        id: "state",
        name: t("field.state"),
        render: (contract) => <StateBadge of={contract} />,
        width: 148,
        phone: "sub",
        exported: states,
      },
      {
        id: "gross",
        name: t("field.gross"),
        render: ({ gross }) => (gross ? <Money of={gross} /> : "—"),
        sort: "gross",
        width: 128,
        align: "end",
        phone: "end",
      },
      ...(may("plan.read") ? money : []),
      { id: "ownerId", name: t("field.owner"), render: ({ ownerId }) => <Person name={nameOf(ownerId)} />, width: 112 },
      {
        id: "effectiveDate",
        name: t("field.effective"),
        render: ({ effectiveDate }) => date(effectiveDate),
        sort: "effective_date",
        width: 112,
      },
      {
        id: "number",
        name: t("field.number"),
        render: ({ number }) => number,
        sort: "number",
        width: 110,
        isHidden: true,
      },
      {
        id: "legalEntityId",
        name: t("field.entity"),
        render: ({ legalEntityId }) => entityOf(legalEntityId),
        width: 160,
        isHidden: true,
      },
      {
        id: "customerOrderNumber",
        name: t("field.order"),
        render: (contract) => contract.customerOrderNumber,
        width: 140,
        isHidden: true,
      },
      {
        id: "endDate",
        name: t("field.end"),
        render: ({ endDate }) => date(endDate),
        sort: "end_date",
        width: 112,
        isHidden: true,
      },
      { id: "region", name: t("field.region"), render: ({ region }) => region, width: 100, isHidden: true },
      {
        id: "productLine",
        name: t("field.productLine"),
        render: ({ productLine }) => productLine,
        width: 100,
        isHidden: true,
      },
    ];
  }, [t, zone, may, nameOf, entityOf, states]);
}
