import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { useWords } from "../../i18n/words";
import { AccountName } from "../../parts/AccountName";
import { accountField } from "../../parts/accountField";
import type { CreditLimit } from "../../parts/credit/types";
import type { Column, FilterField } from "../../ui/grid/types";
import { usePeople } from "../../ui/people";
import { DateText, Money } from "../../ui/shown";
import { useFilterOptions } from "../../ui/useOptions";
import { CreditState } from "./CreditState";

/** Whose credit, how much and how long, and who had a part in it. */
export function useColumns(): Column<CreditLimit>[] {
  const { t } = useTranslation("credit");
  const word = useWords();
  const { zone } = useSession();
  const { nameOf } = usePeople();
  return useMemo(
    () => [
      {
        id: "customerId",
        name: t("field.customer"),
        render: ({ customerId }) => <AccountName id={customerId} isPlain />,
        width: 200,
        isFixed: true,
        phone: "title",
      },
      {
        id: "amount",
        name: t("field.amount"),
        render: ({ amount }) => amount && <Money of={amount} />,
        sort: "amount",
        width: 132,
        align: "end",
        phone: "end",
      },
      { id: "kind", name: t("field.kind"), render: ({ kind }) => word("CreditKind", kind), width: 100, phone: "sub" },
      { id: "state", name: t("field.state"), render: (row) => <CreditState of={row} />, width: 104, phone: "sub" },
      {
        id: "validUntilDate",
        name: t("field.validUntil"),
        render: ({ validUntilDate }) => (validUntilDate ? <DateText of={validUntilDate} zone={zone} /> : t("openEnd")),
        sort: "valid_until_date",
        width: 116,
      },
      { id: "reason", name: t("field.reason"), render: ({ reason }) => reason, width: 200 },
      {
        id: "requestedBy",
        name: t("field.requestedBy"),
        render: ({ requestedBy }) => nameOf(requestedBy) || "—",
        width: 96,
      },
      {
        id: "approvedBy",
        name: t("field.approvedBy"),
        render: ({ approvedBy }) => nameOf(approvedBy) || "—",
        width: 96,
      },
      {
        id: "contractNumber",
        name: t("field.contract"),
        render: ({ contractNumber }) => contractNumber || "—",
        width: 108,
        isHidden: true,
      },
      { id: "number", name: t("field.number"), render: ({ number }) => number, sort: "number", width: 108 },
    ],
    [t, word, zone, nameOf],
  );
}

export function useFilters(): FilterField[] {
  const { t } = useTranslation("credit");
  const kinds = useFilterOptions("CreditKind");
  const states = useFilterOptions("CreditState");
  return useMemo(
    () => [
      accountField("customer_id", t("field.customer")),
      { id: "kind", name: t("field.kind"), kind: "choice", options: kinds },
      { id: "state", name: t("field.state"), kind: "choice", options: states },
      { id: "contract_number", name: t("field.contract"), kind: "text" },
    ],
    [t, kinds, states],
  );
}
