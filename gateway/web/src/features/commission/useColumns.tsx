import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { AccountName } from "../../parts/AccountName";
import type { Column } from "../../ui/grid/types";
import { usePeople } from "../../ui/people";
import { Badge, DateText, Money } from "../../ui/shown";
import type { Entry } from "./queries";

/** Which money, whose share at which rate, and what came of it or was clawed back. */
export function useColumns(): Column<Entry>[] {
  const { t } = useTranslation("commission");
  const { zone } = useSession();
  const { nameOf } = usePeople();
  return useMemo(
    () => [
      {
        id: "customerId",
        name: t("field.customer"),
        render: ({ customerId }) => <AccountName id={customerId} isPlain />,
        width: 180,
        isFixed: true,
        phone: "title",
      },
      {
        id: "amount",
        name: t("field.amount"),
        render: ({ amount }) => amount && <Money of={amount} />,
        sort: "amount",
        width: 116,
        align: "end",
        phone: "end",
      },
      { id: "ownerId", name: t("field.person"), render: ({ ownerId }) => nameOf(ownerId), width: 96, phone: "sub" },
      {
        id: "allocated",
        name: t("field.allocated"),
        render: ({ allocated, reversesId }) => (
          <>
            {reversesId && <Badge tone="warn">{t("back")}</Badge>} {allocated && <Money of={allocated} />}
          </>
        ),
        sort: "allocated",
        width: 164,
        align: "end",
      },
      {
        id: "share",
        name: t("field.share"),
        render: ({ share }) => t("percent", { value: share }),
        width: 80,
        align: "end",
      },
      {
        id: "rate",
        name: t("field.rate"),
        render: ({ rate }) => t("percent", { value: rate }),
        width: 80,
        align: "end",
      },
      {
        id: "entryDate",
        name: t("field.date"),
        render: ({ entryDate }) => <DateText of={entryDate} zone={zone} />,
        sort: "entry_date",
        width: 108,
        phone: "sub",
      },
      { id: "contractNumber", name: t("field.contract"), render: ({ contractNumber }) => contractNumber, width: 108 },
      { id: "receiptNumber", name: t("field.receipt"), render: ({ receiptNumber }) => receiptNumber, width: 108 },
    ],
    [t, zone, nameOf],
  );
}
