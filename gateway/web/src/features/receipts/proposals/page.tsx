import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useCountedSegments } from "../../../parts/useCountedSegments";
import { GoLink } from "../../../ui/Go";
import { Grid } from "../../../ui/grid/Grid";
import { Page } from "../../../ui/Page";
import { totalText } from "../../../ui/total";
import { PROPOSED } from "../filters";
import { useProposalCount } from "../queries";
import { useTabs } from "../useTabs";
import { useColumns, useFilterFields } from "./useColumns";

/** What money that came may pay, the surest first: each is decided on the page of its receipt. */
export function ProposalsPage() {
  const { t, i18n } = useTranslation("receipts");
  const { may } = useSession();
  const open = useProposalCount(PROPOSED.open, true);
  const sure = useProposalCount(PROPOSED.sure, true);
  const finding = (): string | null => {
    if (!open || !sure) return null;
    if (open.count === 0) return t("proposals.nothing");
    const [all, certain] = [open, sure].map((total) => totalText(total, i18n.language));
    return t(sure.count > 0 ? "proposals.finding" : "proposals.unsure", { count: open.count, all, certain });
  };
  return (
    <Page
      title={t("tab.proposals")}
      finding={finding()}
      note={t("proposals.note")}
      crumbs={[
        { name: t("receivables"), go: { to: "/receivables" } },
        { name: t("title"), go: { to: "/receipts" } },
      ]}
      tabs={useTabs()}
      tab="proposals"
    >
      <Grid
        name="receiptProposals"
        path="/v1/cashProposals"
        items="cashProposals"
        columns={useColumns()}
        filters={useFilterFields()}
        segments={useCountedSegments("/v1/cashProposals", PROPOSED, (id) => t(`proposals.segment.${id}`))}
        orderBy="confidence desc"
        rowId={receiptOf}
        row={({ receiptId }) => ({ to: "/receipts/$receiptId", params: { receiptId } })}
        rowName={({ payerName, receivedDate }) => payerName || receivedDate}
        empty={{
          title: t("proposals.empty.title"),
          text: t("proposals.empty.text"),
          action: may("bank_statement.import") && (
            <GoLink go={{ to: "/receipts/statements" }} className="button">
              {t("statements.upload")}
            </GoLink>
          ),
        }}
      />
    </Page>
  );
}

const receiptOf = ({ receiptId }: { receiptId: string }): string => receiptId;
