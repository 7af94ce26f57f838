import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { AccountName } from "../../parts/AccountName";
import { todayIn } from "../../parts/days";
import { RowActs } from "../../parts/instalment/acts/RowActs";
import { Obstacles } from "../../parts/instalment/Obstacles";
import { StandingBadge } from "../../parts/instalment/Standing";
import { has, isOverdue } from "../../parts/instalment/standing";
import type { Act, Instalment } from "../../parts/instalment/types";
import { useLegalEntities } from "../../parts/legalEntities";
import type { Column } from "../../ui/grid/types";
import { Person } from "../../ui/Person";
import { usePeople } from "../../ui/people";
import { DateText, Money } from "../../ui/shown";
import { useOptions } from "../../ui/useOptions";

/** The columns of the work list. */
export function useColumns(onAct: (act: Act) => void): Column<Instalment>[] {
  const { t } = useTranslation("receivables");
  const { zone } = useSession();
  const { nameOf } = usePeople();
  const { nameOf: entityOf } = useLegalEntities();
  const claims = useOptions("ClaimState");
  const layers = useOptions("PaymentLayer");
  return useMemo(() => {
    const today = todayIn(zone);
    const day = (value: string) => value && <DateText of={value} zone={zone} />;
    const money = (value: Instalment["open"], isLate = false) =>
      value && has(value) ? <Money of={value} isLate={isLate} /> : "—";
    return [
      {
        id: "customerId",
        name: t("field.customer"),
        render: ({ customerId }) => <AccountName id={customerId} isPlain />,
        width: 200,
        isFixed: true,
        phone: "title",
      },
      { id: "name", name: t("field.name"), render: ({ name }) => name, sort: "name", width: 110, phone: "sub" },
      {
        id: "open",
        name: t("field.open"),
        render: (row) => money(row.open, isOverdue(row, today)),
        sort: "open",
        width: 140,
        align: "end",
        phone: "end",
      },
      {
        id: "timeState",
        name: t("field.time"),
        render: (row) => <StandingBadge of={row} />,
        sort: "due_date",
        width: 148,
        phone: "sub",
        exported: false,
      },
      {
        id: "obstacle",
        name: t("field.obstacle"),
        render: (row) => <Obstacles of={row} />,
        width: 190,
        phone: "sub",
        exported: false,
      },
      {
        id: "promiseDate",
        name: t("field.promiseDate"),
        render: (row) => day(row.promiseDate),
        sort: "promise_date",
        width: 104,
      },
      {
        id: "collectorIds",
        name: t("field.collectors"),
        render: ({ collectorIds }) =>
          collectorIds
            .map((id) => nameOf(id))
            .filter(Boolean)
            .join(" "),
        width: 96,
      },
      {
        id: "ownerId",
        name: t("field.owner"),
        render: ({ ownerId }) => <Person name={nameOf(ownerId)} isPlain />,
        width: 88,
      },
      {
        id: "contractNumber",
        name: t("field.contract"),
        render: (row) => row.contractNumber,
        sort: "contract_number",
        width: 110,
      },
      {
        id: "dueDate",
        name: t("field.dueDate"),
        render: (row) => day(row.dueDate || row.expectedDate),
        sort: "due_date",
        width: 104,
      },
      {
        id: "amount",
        name: t("field.amount"),
        render: (row) => money(row.amount),
        sort: "amount",
        width: 130,
        align: "end",
      },
      {
        id: "paid",
        name: t("field.paid"),
        render: (row) => money(row.paid),
        sort: "paid",
        width: 130,
        align: "end",
      },
      { id: "legalEntityId", name: t("field.entity"), render: (row) => entityOf(row.legalEntityId), width: 190 },
      {
        id: "limitationDate",
        name: t("field.limitationDate"),
        render: (row) => day(row.limitationDate),
        sort: "limitation_date",
        width: 104,
        isHidden: true,
      },
      {
        id: "customerOrderNumber",
        name: t("field.order"),
        render: (row) => row.customerOrderNumber,
        width: 130,
        isHidden: true,
      },
      {
        id: "currency",
        name: t("field.currency"),
        render: (row) => row.amount?.currencyCode,
        width: 64,
        exported: false,
      },
      {
        id: "payable",
        name: t("field.payable"),
        render: (row) => money(row.payable),
        sort: "payable",
        width: 130,
        align: "end",
        isHidden: true,
      },
      {
        id: "disputed",
        name: t("field.disputed"),
        render: (row) => money(row.disputed),
        sort: "disputed",
        width: 130,
        align: "end",
        isHidden: true,
      },
      {
        id: "promised",
        name: t("field.promised"),
        render: (row) => money(row.promised),
        sort: "promised",
        width: 130,
        align: "end",
        isHidden: true,
      },
      {
        id: "claimState",
        name: t("field.claim"),
        render: (row) => claims.find(({ id }) => id === row.claimState)?.name,
        isHidden: true,
        exported: claims,
      },
      {
        id: "layer",
        name: t("field.layer"),
        render: (row) => layers.find(({ id }) => id === row.layer)?.name,
        isHidden: true,
        exported: layers,
      },
      { id: "region", name: t("field.region"), render: (row) => row.region, isHidden: true },
      { id: "productLine", name: t("field.productLine"), render: (row) => row.productLine, isHidden: true },
      {
        id: "acts",
        name: t("field.acts"),
        render: (row) => <RowActs of={row} onAct={onAct} />,
        width: 56,
        exported: false,
      },
    ];
  }, [t, zone, nameOf, entityOf, claims, layers, onAct]);
}
