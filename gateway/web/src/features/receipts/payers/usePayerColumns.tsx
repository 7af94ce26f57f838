import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { AccountName } from "../../../parts/AccountName";
import { accountField } from "../../../parts/accountField";
import type { Column, FilterField } from "../../../ui/grid/types";
import { usePeople } from "../../../ui/people";
import { DateText } from "../../../ui/shown";
import type { PayerAlias } from "../types";
import { AliasState } from "./AliasState";

/** Who pays, for whom, and which two persons say so. */
export function usePayerColumns(): Column<PayerAlias>[] {
  const { t } = useTranslation("receipts");
  const { zone } = useSession();
  const { nameOf } = usePeople();
  return useMemo(
    () => [
      {
        id: "payerName",
        name: t("field.payerName"),
        render: ({ payerName, payerAccount }) => payerName || payerAccount,
        sort: "payer_name",
        width: 180,
        isFixed: true,
        phone: "title",
      },
      { id: "state", name: t("field.state"), render: (row) => <AliasState of={row} />, width: 96, phone: "end" },
      {
        id: "payerAccount",
        name: t("field.payerAccount"),
        render: ({ payerAccount }) => payerAccount || "—",
        width: 160,
        phone: "sub",
      },
      {
        id: "customerId",
        name: t("payers.for"),
        render: ({ customerId }) => <AccountName id={customerId} isPlain />,
        width: 190,
        phone: "sub",
      },
      { id: "evidence", name: t("claims.evidence"), render: ({ evidence }) => evidence, width: 170 },
      { id: "askedBy", name: t("payers.asked"), render: ({ askedBy }) => nameOf(askedBy), width: 96 },
      { id: "confirmedBy", name: t("payers.confirmedBy"), render: ({ confirmedBy }) => nameOf(confirmedBy), width: 96 },
      {
        id: "createTime",
        name: t("payers.time"),
        render: ({ createTime }) => createTime && <DateText of={createTime} zone={zone} />,
        sort: "create_time",
        width: 140,
      },
    ],
    [t, zone, nameOf],
  );
}

export function usePayerFilters(): FilterField[] {
  const { t } = useTranslation("receipts");
  return useMemo(
    () => [
      accountField("customer_id", t("field.customer")),
      { id: "payer_name", name: t("field.payerName"), kind: "text" },
      { id: "payer_account", name: t("field.payerAccount"), kind: "text" },
    ],
    [t],
  );
}
