import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { Button } from "../../../ui/Button";
import { GoLink } from "../../../ui/Go";
import type { Column } from "../../../ui/grid/types";
import { Badge, DateText, Money } from "../../../ui/shown";
import type { StatementLine } from "../types";

/** Movements as the bank says them, and the receipt that each became. */
export function useLineColumns(decide: (of: StatementLine) => void): Column<StatementLine>[] {
  const { t } = useTranslation("receipts");
  const word = useWords();
  const { zone, may } = useSession();
  const mayDecide = may("bank_statement.decide");
  return useMemo(
    () => [
      {
        id: "payerName",
        name: t("statements.other"),
        render: ({ payerName, memo }) => payerName || memo || "—",
        width: 210,
        isFixed: true,
        phone: "title",
      },
      {
        id: "amount",
        name: t("field.amount"),
        render: ({ amount, incoming }) => amount && <Moved of={amount} isIncoming={incoming} />,
        sort: "amount",
        width: 130,
        align: "end",
        phone: "end",
      },
      {
        id: "entryDate",
        name: t("statements.day"),
        render: ({ entryDate }) => <DateText of={entryDate} zone={zone} />,
        sort: "entry_date",
        width: 108,
        phone: "sub",
      },
      {
        id: "state",
        name: t("field.state"),
        render: ({ state }) => (
          <Badge {...(state === "LINE_STATE_TWIN" && { tone: "warn" as const })}>{word("LineState", state)}</Badge>
        ),
        width: 140,
        phone: "sub",
      },
      {
        id: "receiptId",
        name: t("statements.receipt"),
        render: (line) =>
          line.receiptId ? (
            <GoLink go={{ to: "/receipts/$receiptId", params: { receiptId: line.receiptId } }}>
              {t("statements.open")}
            </GoLink>
          ) : (
            line.state === "LINE_STATE_TWIN" &&
            mayDecide && (
              <Button kind="plain" onPress={() => decide(line)}>
                {t("statements.decide")}
              </Button>
            )
          ),
        width: 110,
      },
      { id: "memo", name: t("field.memo"), render: ({ memo }) => memo, width: 170 },
      {
        id: "serial",
        name: t("field.bankReference"),
        // Where the bank gives none there is one of our own, which says nothing to anybody.
        render: ({ serial }) => (serial.startsWith("~") ? "—" : serial),
        sort: "serial",
        width: 150,
      },
      {
        id: "rowNumber",
        name: t("statements.row"),
        render: ({ rowNumber }) => rowNumber,
        sort: "row_number",
        width: 70,
        align: "end",
      },
    ],
    [t, word, zone, mayDecide, decide],
  );
}

/** What went is said in brackets, as accountants write it. */
function Moved({ of, isIncoming }: { of: NonNullable<StatementLine["amount"]>; isIncoming: boolean }) {
  return isIncoming ? (
    <Money of={of} />
  ) : (
    <>
      (<Money of={of} />)
    </>
  );
}
