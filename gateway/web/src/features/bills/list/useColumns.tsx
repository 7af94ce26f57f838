import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { AccountName } from "../../../parts/AccountName";
import type { Column } from "../../../ui/grid/types";
import { Badge, DateText, Money } from "../../../ui/shown";
import { useOptions } from "../../../ui/useOptions";
import { type Bill, TONES } from "../types";

/** The columns of the list of bills. */
export function useColumns(): Column<Bill>[] {
  const { t } = useTranslation("bills");
  const { zone } = useSession();
  const kinds = useOptions("BillKind");
  const states = useOptions("BillState");
  return useMemo(() => {
    const day = (id: "dueDate" | "presentationEndDate" | "receivedDate", sort: string): Column<Bill> => ({
      id,
      name: t(`field.${id}`),
      render: (row) => (row[id] ? <DateText of={row[id]} zone={zone} /> : "—"),
      sort,
      width: 116,
    });
    return [
      {
        id: "customerId",
        name: t("field.customer"),
        render: ({ customerId }) => (customerId ? <AccountName id={customerId} isPlain /> : "—"),
        width: 220,
        isFixed: true,
        phone: "title",
      },
      {
        id: "amount",
        name: t("field.amount"),
        render: ({ amount }) => (amount ? <Money of={amount} /> : "—"),
        sort: "amount",
        width: 132,
        align: "end",
        phone: "end",
      },
      { ...day("dueDate", "due_date"), phone: "sub" },
      {
        id: "state",
        name: t("field.state"),
        render: ({ state }) => {
          const tone = TONES[state];
          return <Badge {...(tone && { tone })}>{states.find(({ id }) => id === state)?.name}</Badge>;
        },
        width: 128,
        phone: "sub",
        exported: states,
      },
      {
        id: "kind",
        name: t("field.kind"),
        render: ({ kind }) => kinds.find(({ id }) => id === kind)?.name,
        width: 164,
        exported: kinds,
      },
      day("presentationEndDate", "presentation_end_date"),
      { id: "acceptor", name: t("field.acceptor"), render: ({ acceptor }) => acceptor || "—", width: 200 },
      { id: "billNumber", name: t("field.billNumber"), render: ({ billNumber }) => billNumber, width: 220 },
      day("receivedDate", "received_date"),
      { id: "number", name: t("field.number"), render: ({ number }) => number, sort: "number", width: 108 },
    ];
  }, [t, zone, kinds, states]);
}
