import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { AccountName } from "../../../parts/AccountName";
import { useLegalEntities } from "../../../parts/legalEntities";
import type { Column } from "../../../ui/grid/types";
import { Person } from "../../../ui/Person";
import { usePeople } from "../../../ui/people";
import { Badge, DateText, Money } from "../../../ui/shown";
import { useOptions } from "../../../ui/useOptions";
import { type Order, shareOf, TONES } from "../types";

/** The columns of the list of orders. */
export function useColumns(): Column<Order>[] {
  const { t } = useTranslation("orders");
  const { zone } = useSession();
  const { nameOf } = usePeople();
  const { nameOf: entityOf } = useLegalEntities();
  const states = useOptions("SalesOrderState");
  const bases = useOptions("SalesOrderBasis");
  return useMemo(() => {
    const day = (id: "releaseDate" | "deliverDate", sort: string, isHidden = false): Column<Order> => ({
      id,
      name: t(`field.${id}`),
      render: (row) => (row[id] ? <DateText of={row[id]} zone={zone} /> : "—"),
      sort,
      width: 112,
      isHidden,
    });
    return [
      {
        id: "number",
        name: t("field.number"),
        render: ({ number }) => number,
        sort: "number",
        width: 120,
        isFixed: true,
        phone: "title",
      },
      {
        id: "accountId",
        name: t("field.account"),
        render: ({ accountId }) => <AccountName id={accountId} />,
        width: 220,
        phone: "sub",
      },
      {
        id: "state",
        name: t("field.state"),
        render: ({ state }) => {
          const tone = TONES[state];
          return <Badge {...(tone && { tone })}>{states.find(({ id }) => id === state)?.name}</Badge>;
        },
        width: 132,
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
      {
        id: "delivered",
        name: t("field.share"),
        render: (order) => `${shareOf(order)}%`,
        width: 88,
        align: "end",
        exported: false,
      },
      {
        id: "basis",
        name: t("field.basis"),
        render: ({ basis }) => bases.find(({ id }) => id === basis)?.name,
        width: 112,
        exported: bases,
      },
      { id: "ownerId", name: t("field.owner"), render: ({ ownerId }) => <Person name={nameOf(ownerId)} />, width: 112 },
      day("releaseDate", "release_date"),
      day("deliverDate", "deliver_date", true),
      {
        id: "customerOrderNumber",
        name: t("field.customerOrderNumber"),
        render: (order) => order.customerOrderNumber || "—",
        width: 140,
      },
      {
        id: "legalEntityId",
        name: t("field.entity"),
        render: ({ legalEntityId }) => entityOf(legalEntityId),
        width: 160,
        isHidden: true,
      },
    ];
  }, [t, zone, nameOf, entityOf, states, bases]);
}
