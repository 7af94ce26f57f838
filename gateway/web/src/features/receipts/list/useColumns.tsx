import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { AccountName } from "../../../parts/AccountName";
import { has } from "../../../parts/instalment/standing";
import { useLegalEntities } from "../../../parts/legalEntities";
import type { Column } from "../../../ui/grid/types";
import { usePeople } from "../../../ui/people";
import { Badge, DateText, Money } from "../../../ui/shown";
import { useOptions } from "../../../ui/useOptions";
import { pendingReversal } from "../lines";
import type { Receipt } from "../types";

/** The columns of the list of receipts. */
export function useColumns(): Column<Receipt>[] {
  const { t } = useTranslation("receipts");
  const { zone } = useSession();
  const { nameOf } = usePeople();
  const { nameOf: entityOf } = useLegalEntities();
  const tenders = useOptions("Tender");
  const states = useOptions("ReceiptState");
  return useMemo(() => {
    const money = (value: Receipt["amount"]) => (value && has(value) ? <Money of={value} /> : "—");
    const amount = (id: "amount" | "unapplied" | "allocated" | "advance"): Column<Receipt> => ({
      id,
      name: t(`field.${id}`),
      render: (row) => money(row[id]),
      sort: id,
      width: 118,
      align: "end",
    });
    return [
      {
        id: "customerId",
        name: t("field.customer"),
        render: (row) => (row.customerId ? <AccountName id={row.customerId} isPlain /> : <Payer of={row} />),
        width: 220,
        isFixed: true,
        phone: "title",
      },
      {
        id: "receivedDate",
        name: t("field.receivedDate"),
        render: ({ receivedDate }) => <DateText of={receivedDate} zone={zone} />,
        sort: "received_date",
        width: 108,
        phone: "sub",
      },
      { ...amount("amount"), phone: "end" },
      amount("unapplied"),
      amount("allocated"),
      {
        id: "state",
        name: t("field.state"),
        render: (row) => <States of={row} />,
        width: 104,
        phone: "sub",
        exported: states,
      },
      {
        id: "tender",
        name: t("field.tender"),
        render: ({ tender }) => tenders.find(({ id }) => id === tender)?.name,
        width: 108,
        phone: "sub",
        exported: tenders,
      },
      { id: "payerName", name: t("field.payerName"), render: ({ payerName }) => payerName, width: 160 },
      { id: "memo", name: t("field.memo"), render: ({ memo }) => memo, width: 132 },
      {
        id: "bankReference",
        name: t("field.bankReference"),
        render: ({ bankReference }) => bankReference,
        sort: "bank_reference",
        width: 118,
      },
      { id: "number", name: t("field.number"), render: ({ number }) => number, sort: "number", width: 108 },
      {
        id: "legalEntityId",
        name: t("field.entity"),
        render: ({ legalEntityId }) => entityOf(legalEntityId),
        width: 190,
      },
      { id: "enteredBy", name: t("field.enteredBy"), render: ({ enteredBy }) => nameOf(enteredBy), width: 96 },
      { ...amount("advance"), isHidden: true },
      {
        id: "billNumber",
        name: t("field.billNumber"),
        render: ({ billNumber }) => billNumber,
        width: 130,
        isHidden: true,
      },
    ];
  }, [t, zone, nameOf, entityOf, tenders, states]);
}

/** Nobody knows whose money it is: who the bank says paid it. */
function Payer({ of }: { of: Receipt }) {
  const { t } = useTranslation("receipts");
  return of.payerName || of.number || t("state.unidentified");
}

function States({ of }: { of: Receipt }) {
  const { t } = useTranslation("receipts");
  if (of.state === "RECEIPT_STATE_REVERSED") return <Badge>{t("state.reversed")}</Badge>;
  if (pendingReversal(of)) return <Badge tone="warn">{t("state.asked")}</Badge>;
  if (!of.customerId) return <Badge tone="warn">{t("state.unidentified")}</Badge>;
  if (has(of.unapplied)) return <Badge tone="info">{t(has(of.allocated) ? "state.partly" : "state.unapplied")}</Badge>;
  return <Badge tone="good">{t(has(of.advance) ? "state.advance" : "state.applied")}</Badge>;
}
