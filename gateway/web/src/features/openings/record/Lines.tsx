import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { AccountName } from "../../../parts/AccountName";
import { GoLink } from "../../../ui/Go";
import { Grid } from "../../../ui/grid/Grid";
import type { Column } from "../../../ui/grid/types";
import { DateText, Money } from "../../../ui/shown";
import type { OpeningBalance, OpeningLine } from "../types";

const KINDS = ["receivable", "retention", "advance"] as const;

/** As they stand in the file; once posted, each leads to what it became. */
export function Lines({ of }: { of: OpeningBalance }) {
  const { t } = useTranslation("openings");
  const isPosted = of.state === "OPENING_STATE_POSTED" || of.state === "OPENING_STATE_LEAVING";
  return (
    <Grid
      name="openingLines"
      path="/v1/openingBalanceLines"
      items="openingBalanceLines"
      state="own"
      fit="rows"
      baseFilter={`opening_balance_id = "${of.id}"`}
      columns={useColumns(isPosted)}
      segments={KINDS.map((id) => ({ id, name: t(`segment.${id}`), filter: `kind = ${id.toUpperCase()}` }))}
      orderBy="row_number"
      rowName={({ documentNumber, customerName }) => documentNumber || customerName}
      empty={{ title: t("lines.empty"), text: t("lines.emptyText") }}
    />
  );
}

function useColumns(isPosted: boolean): Column<OpeningLine>[] {
  const { t } = useTranslation("openings");
  const word = useWords();
  const { zone } = useSession();
  return useMemo(
    () => [
      {
        id: "customerId",
        name: t("column.customer_name"),
        render: ({ customerId }) => <AccountName id={customerId} isPlain />,
        width: 200,
        isFixed: true,
        phone: "title",
      },
      {
        id: "amount",
        name: t("column.amount"),
        render: ({ amount }) => amount && <Money of={amount} />,
        sort: "amount",
        width: 130,
        align: "end",
        phone: "end",
      },
      {
        id: "documentNumber",
        name: t("column.document_number"),
        render: (line) => (isPosted ? <Became of={line} /> : line.documentNumber || "—"),
        sort: "document_number",
        width: 140,
        phone: "sub",
      },
      { id: "name", name: t("column.name"), render: ({ name }) => name || "—", width: 130 },
      { id: "kind", name: t("column.kind"), render: ({ kind }) => word("OpeningLineKind", kind), width: 96 },
      {
        id: "dueDate",
        name: t("column.due_date"),
        render: ({ dueDate }) => (dueDate ? <DateText of={dueDate} zone={zone} /> : "—"),
        sort: "due_date",
        width: 112,
        phone: "sub",
      },
      {
        id: "originalDate",
        name: t("column.original_date"),
        render: ({ originalDate }) => <DateText of={originalDate} zone={zone} />,
        sort: "original_date",
        width: 112,
      },
      {
        id: "rowNumber",
        name: t("lines.row"),
        render: ({ rowNumber }) => rowNumber,
        sort: "row_number",
        width: 70,
        align: "end",
      },
    ],
    [t, word, zone, isPosted],
  );
}

/** The instalment, or the receipt, that a line became has its id. */
function Became({ of }: { of: OpeningLine }) {
  const { t } = useTranslation("openings");
  const isAdvance = of.kind === "OPENING_LINE_KIND_ADVANCE";
  const text = of.documentNumber || t(isAdvance ? "lines.receipt" : "lines.claim");
  return isAdvance ? (
    <GoLink go={{ to: "/receipts/$receiptId", params: { receiptId: of.id } }}>{text}</GoLink>
  ) : (
    <GoLink go={{ to: "/receivables", search: { instalment: of.id } }}>{text}</GoLink>
  );
}
