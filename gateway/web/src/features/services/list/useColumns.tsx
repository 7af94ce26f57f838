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
import { ChargeState } from "../ChargeState";
import type { ServiceCharge } from "../types";

/** Whose visit, when, how much, and how far it is. */
export function useColumns(): Column<ServiceCharge>[] {
  const { t } = useTranslation("services");
  const { zone } = useSession();
  const { nameOf } = usePeople();
  const { nameOf: entityOf } = useLegalEntities();
  const states = useOptions("ServiceChargeState");
  return useMemo(
    () => [
      {
        id: "number",
        name: t("field.number"),
        render: ({ number }) => number,
        sort: "number",
        width: 112,
        isFixed: true,
        phone: "title",
      },
      {
        id: "customerId",
        name: t("field.customer"),
        render: ({ customerId }) => <AccountName id={customerId} />,
        width: 200,
        phone: "sub",
      },
      { id: "workDone", name: t("field.workDone"), render: ({ workDone }) => workDone || "—", width: 220 },
      {
        id: "state",
        name: t("field.state"),
        render: (row) => <ChargeState of={row} />,
        width: 112,
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
        id: "visitDate",
        name: t("field.visitDate"),
        render: ({ visitDate }) => <DateText of={visitDate} zone={zone} />,
        sort: "visit_date",
        width: 112,
      },
      {
        id: "dueDate",
        name: t("field.dueDate"),
        render: ({ dueDate }) => (dueDate ? <DateText of={dueDate} zone={zone} /> : "—"),
        sort: "due_date",
        width: 112,
      },
      { id: "ownerId", name: t("field.owner"), render: ({ ownerId }) => <Person name={nameOf(ownerId)} />, width: 112 },
      {
        id: "askedBy",
        name: t("field.askedBy"),
        render: ({ askedBy }) => nameOf(askedBy) || "—",
        width: 96,
        isHidden: true,
      },
      {
        id: "legalEntityId",
        name: t("field.entity"),
        render: ({ legalEntityId }) => entityOf(legalEntityId),
        width: 160,
        isHidden: true,
      },
    ],
    [t, zone, nameOf, entityOf, states],
  );
}
