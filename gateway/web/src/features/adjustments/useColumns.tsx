import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { AccountName } from "../../parts/AccountName";
import { accountField } from "../../parts/accountField";
import type { Column, FilterField } from "../../ui/grid/types";
import { usePeople } from "../../ui/people";
import { DateText, Money } from "../../ui/shown";
import { useOptions } from "../../ui/useOptions";
import { AdjustmentState } from "./AdjustmentState";
import type { Adjustment } from "./types";
import { useKindText } from "./useKindText";

/** Whose money, what happens to it, why, and who had a part in it. */
export function useColumns(): Column<Adjustment>[] {
  const { t } = useTranslation("adjustments");
  const { zone } = useSession();
  const { nameOf } = usePeople();
  const kindText = useKindText();
  return useMemo(
    () => [
      {
        id: "customerId",
        name: t("field.customer"),
        render: ({ customerId, payeeName }) => (customerId ? <AccountName id={customerId} isPlain /> : payeeName),
        width: 200,
        isFixed: true,
        phone: "title",
      },
      {
        id: "amount",
        name: t("field.amount"),
        render: ({ amount }) => amount && <Money of={amount} />,
        sort: "amount",
        width: 124,
        align: "end",
        phone: "end",
      },
      { id: "kind", name: t("field.kind"), render: kindText, width: 128, phone: "sub" },
      { id: "state", name: t("field.state"), render: (row) => <AdjustmentState of={row} />, width: 148, phone: "sub" },
      { id: "reason", name: t("field.reason"), render: ({ reason }) => reason, width: 184 },
      {
        id: "contractNumber",
        name: t("field.contract"),
        render: ({ contractNumber }) => contractNumber || "—",
        sort: "contract_number",
        width: 108,
      },
      { id: "requestedBy", name: t("field.requestedBy"), render: ({ requestedBy }) => nameOf(requestedBy), width: 96 },
      {
        id: "approvedBy",
        name: t("field.approvedBy"),
        render: ({ approvedBy }) => nameOf(approvedBy),
        width: 96,
        isHidden: true,
      },
      {
        id: "createTime",
        name: t("field.time"),
        render: ({ createTime }) => createTime && <DateText of={createTime} zone={zone} />,
        sort: "create_time",
        width: 140,
      },
      { id: "number", name: t("field.number"), render: ({ number }) => number, sort: "number", width: 108 },
    ],
    [t, zone, nameOf, kindText],
  );
}

export function useFilters(): FilterField[] {
  const { t } = useTranslation("adjustments");
  const kinds = useOptions("AdjustmentKind");
  return useMemo(
    () => [
      accountField("customer_id", t("field.customer")),
      {
        id: "kind",
        name: t("field.kind"),
        kind: "choice",
        options: kinds.map(({ id, name }) => ({ id: id.replace("ADJUSTMENT_KIND_", ""), name })),
      },
      { id: "contract_number", name: t("field.contract"), kind: "text" },
      { id: "bank_reference", name: t("field.bankReference"), kind: "text" },
    ],
    [t, kinds],
  );
}
