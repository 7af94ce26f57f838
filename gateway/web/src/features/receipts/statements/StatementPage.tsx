import { useState } from "react";
import { ProgressBar } from "react-aria-components/ProgressBar";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { has } from "../../../parts/instalment/standing";
import { Failure } from "../../../ui/Failure";
import { Figures } from "../../../ui/Figures";
import { Grid } from "../../../ui/grid/Grid";
import { Page } from "../../../ui/Page";
import { Panel } from "../../../ui/Panel";
import { DateText, Money, Skeleton } from "../../../ui/shown";
import { MOVED } from "../filters";
import { useStatement } from "../queries";
import type { Statement, StatementLine } from "../types";
import { DecideDialog } from "./DecideDialog";
import { StatementState } from "./StatementState";
import { useLineColumns } from "./useLineColumns";
import "./statements.css";

/** One file of the bank: what was in it, what was known already, what it became. */
export function StatementPage({ id }: { id: string }) {
  const { t } = useTranslation("receipts");
  const { data, error, refetch } = useStatement(id);
  const crumbs = [
    { name: t("title"), go: { to: "/receipts" } },
    { name: t("tab.statements"), go: { to: "/receipts/statements" } },
  ];
  if (data) return <Shown key={data.id} of={data} crumbs={crumbs} />;
  return (
    <Page title={t("tab.statements")} crumbs={crumbs} {...(!error && { finding: null })}>
      {error ? <Failure of={error} retry={() => void refetch()} /> : <Skeleton lines={8} />}
    </Page>
  );
}

function Shown({ of, crumbs }: { of: Statement; crumbs: { name: string; go: { to: string } }[] }) {
  const { t } = useTranslation("receipts");
  const word = useWords();
  const { zone } = useSession();
  const isBooking = of.state === "STATEMENT_STATE_BOOKING";
  const finding = isBooking
    ? t("statements.one.booking", { done: of.bookedCount, of: of.lineCount })
    : of.lineCount === 0
      ? t("statements.one.known", { count: of.knownCount })
      : t("statements.one.booked", { count: of.receiptCount });
  return (
    <Page
      title={of.fileName || of.firstDate}
      finding={finding}
      badges={<StatementState of={of} />}
      crumbs={crumbs}
      note={
        <>
          {word("StatementFormat", of.format)} · <DateText of={of.firstDate} zone={zone} /> –{" "}
          <DateText of={of.lastDate} zone={zone} />
          {of.accountNumber && ` · ${of.accountNumber}`}
        </>
      }
    >
      {isBooking && <Progress of={of} />}
      <Result of={of} />
      <Lines of={of} />
    </Page>
  );
}

function Progress({ of }: { of: Statement }) {
  const { t } = useTranslation("receipts");
  const share = of.lineCount > 0 ? (100 * of.bookedCount) / of.lineCount : 100;
  return (
    <Panel>
      <ProgressBar aria-label={t("statements.progress")} className="statements-progress" value={share}>
        {({ percentage }) => <span style={{ width: `${percentage ?? 0}%` }} />}
      </ProgressBar>
      <p className="statements-text">{t("statements.away")}</p>
    </Panel>
  );
}

const COUNTS = ["entryCount", "knownCount", "receiptCount", "sameCount", "twinCount", "proposedCount"] as const;

function Result({ of }: { of: Statement }) {
  const { t, i18n } = useTranslation("receipts");
  const posted = of.postedCount > 0 && t("statements.posted", { count: of.postedCount });
  return (
    <Figures
      label={t("statements.result")}
      of={[
        ...COUNTS.map((id) => ({
          id,
          name: t(`statements.count.${id}`),
          value: of[id].toLocaleString(i18n.language),
          definition: t(`statements.define.${id}`),
          ...(id === "proposedCount" && posted && { note: posted }),
        })),
        {
          id: "credited",
          name: t("statements.credited"),
          value: of.credited ? <Money of={of.credited} /> : "—",
          definition: t("statements.define.credited"),
          note: of.debited && has(of.debited) && (
            <>
              {t("statements.debited")} <Money of={of.debited} />
            </>
          ),
        },
      ]}
    />
  );
}

function Lines({ of }: { of: Statement }) {
  const { t } = useTranslation("receipts");
  const { may } = useSession();
  const [chosen, choose] = useState<StatementLine | null>(null);
  return (
    <>
      <Grid
        name="bankLines"
        path="/v1/bankStatementLines"
        items="bankStatementLines"
        state="own"
        fit="rows"
        baseFilter={`bank_statement_id = "${of.id}"`}
        columns={useLineColumns(choose)}
        segments={Object.entries(MOVED).map(([id, filter]) => ({ id, name: t(`statements.segment.${id}`), filter }))}
        orderBy="row_number"
        onOpen={(line) => line.state === "LINE_STATE_TWIN" && may("bank_statement.decide") && choose(line)}
        rowName={({ serial }) => serial}
        empty={{ title: t("statements.lines"), text: t("statements.linesKnown") }}
      />
      {chosen && <DecideDialog of={chosen} onClose={() => choose(null)} />}
    </>
  );
}
