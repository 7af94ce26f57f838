import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import type { Column, FilterField } from "../../../ui/grid/types";
import { DateText, Money } from "../../../ui/shown";
import type { Claimable } from "../types";

/** All that is shown of money of unknown payers: amount, payer, day and memo. */
export function useClaimableColumns(claim: (of: Claimable) => void): Column<Claimable>[] {
  const { t } = useTranslation("receipts");
  const { zone } = useSession();
  return useMemo(
    () => [
      {
        id: "payerName",
        name: t("field.payerName"),
        render: ({ payerName }) => payerName || t("claims.nobody"),
        sort: "payer_name",
        width: 220,
        isFixed: true,
        phone: "title",
      },
      {
        id: "amount",
        name: t("field.amount"),
        render: ({ amount }) => amount && <Money of={amount} />,
        sort: "amount",
        width: 130,
        align: "end",
        phone: "end",
      },
      {
        id: "receivedDate",
        name: t("field.receivedDate"),
        render: ({ receivedDate }) => <DateText of={receivedDate} zone={zone} />,
        sort: "received_date",
        width: 110,
        phone: "sub",
      },
      { id: "memo", name: t("field.memo"), render: ({ memo }) => memo, width: 260, phone: "sub" },
      { id: "number", name: t("field.number"), render: ({ number }) => number, sort: "number", width: 110 },
      {
        id: "claim",
        name: t("claims.do"),
        render: (row) => (
          <Button kind="plain" onPress={() => claim(row)}>
            {t("claims.do")}
          </Button>
        ),
        width: 96,
        exported: false,
      },
    ],
    [t, zone, claim],
  );
}

export function useClaimableFilters(): FilterField[] {
  const { t } = useTranslation("receipts");
  return useMemo(
    () => [
      { id: "amount", name: t("field.amount"), kind: "money" },
      { id: "received_date", name: t("field.receivedDate"), kind: "date" },
      { id: "payer_name", name: t("field.payerName"), kind: "text" },
      { id: "memo", name: t("field.memo"), kind: "text" },
    ],
    [t],
  );
}
