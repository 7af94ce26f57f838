import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { AccountName } from "../../../parts/AccountName";
import type { Column } from "../../../ui/grid/types";
import { usePeople } from "../../../ui/people";
import { Badge, DateText, Money } from "../../../ui/shown";
import { useOptions } from "../../../ui/useOptions";
import { type Invoice, TONES } from "../types";

/** The columns of the list of invoices. */
export function useColumns(): Column<Invoice>[] {
  const { t } = useTranslation("invoices");
  const { zone } = useSession();
  const { nameOf } = usePeople();
  const types = useOptions("InvoiceType");
  const states = useOptions("InvoiceState");
  return useMemo(() => {
    const day = (id: "issueDate" | "deliverDate" | "bookDate", sort: string): Column<Invoice> => ({
      id,
      name: t(`field.${id}`),
      render: (row) => (row[id] ? <DateText of={row[id]} zone={zone} /> : "—"),
      sort,
      width: 108,
    });
    const amount = (id: "net" | "tax" | "gross" | "covered" | "reduced"): Column<Invoice> => ({
      id,
      name: t(`field.${id}`),
      render: ({ [id]: value }) => (value ? <Money of={value} /> : "—"),
      sort: id,
      width: 124,
      align: "end",
    });
    return [
      {
        id: "customerId",
        name: t("field.customer"),
        render: ({ customerId }) => <AccountName id={customerId} isPlain />,
        width: 220,
        isFixed: true,
        phone: "title",
      },
      { ...amount("gross"), phone: "end" },
      {
        id: "state",
        name: t("field.state"),
        render: ({ state }) => {
          const tone = TONES[state];
          return <Badge {...(tone && { tone })}>{states.find(({ id }) => id === state)?.name}</Badge>;
        },
        width: 176,
        phone: "sub",
        exported: states,
      },
      {
        id: "type",
        name: t("field.type"),
        render: ({ type, originalId }) => {
          const name = types.find(({ id }) => id === type)?.name ?? "";
          return originalId ? t("red.named", { name }) : name;
        },
        width: 164,
        phone: "sub",
        exported: types,
      },
      {
        id: "invoiceNumber",
        name: t("field.invoiceNumber"),
        render: ({ invoiceNumber }) => invoiceNumber || "—",
        sort: "invoice_number",
        width: 188,
      },
      day("issueDate", "issue_date"),
      { ...day("deliverDate", "deliver_date"), isHidden: true },
      { ...day("bookDate", "book_date"), isHidden: true },
      {
        id: "contractNumber",
        name: t("field.contract"),
        render: ({ contractNumber }) => contractNumber,
        sort: "contract_number",
        width: 124,
      },
      { id: "requestedBy", name: t("field.requestedBy"), render: ({ requestedBy }) => nameOf(requestedBy), width: 96 },
      {
        id: "number",
        name: t("field.number"),
        render: ({ number }) => number,
        sort: "number",
        width: 108,
        isHidden: true,
      },
      { ...amount("net"), isHidden: true },
      { ...amount("tax"), isHidden: true },
      { ...amount("covered"), isHidden: true },
      { ...amount("reduced"), isHidden: true },
    ];
  }, [t, zone, nameOf, types, states]);
}
