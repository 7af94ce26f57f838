import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { AccountName } from "../../../parts/AccountName";
import type { Column } from "../../../ui/grid/types";
import { Person } from "../../../ui/Person";
import { usePeople } from "../../../ui/people";
import { DateText, Money } from "../../../ui/shown";
import type { Claim } from "../types";
import { ClaimState } from "./ClaimState";

/** What is claimed, for which customer, on what evidence, and what finance says of it. */
export function useClaimColumns(): Column<Claim>[] {
  const { t } = useTranslation("receipts");
  const { zone } = useSession();
  const { nameOf } = usePeople();
  return useMemo(
    () => [
      {
        id: "customerId",
        name: t("claims.customer"),
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
        width: 120,
        align: "end",
        phone: "end",
      },
      { id: "state", name: t("field.state"), render: (row) => <ClaimState of={row} />, width: 110, phone: "sub" },
      { id: "payerName", name: t("field.payerName"), render: ({ payerName }) => payerName, width: 170 },
      {
        id: "evidence",
        name: t("claims.evidence"),
        render: ({ evidence, endReason }) => endReason || evidence,
        width: 260,
        phone: "sub",
      },
      {
        id: "ownerId",
        name: t("claims.claimant"),
        render: ({ ownerId }) => <Person name={nameOf(ownerId)} isPlain />,
        width: 96,
      },
      {
        id: "createTime",
        name: t("claims.time"),
        render: ({ createTime }) => createTime && <DateText of={createTime} zone={zone} />,
        sort: "create_time",
        width: 150,
      },
    ],
    [t, zone, nameOf],
  );
}
