import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { moneyText } from "../../../api/money";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { AccountName } from "../../../parts/AccountName";
import { Attachments } from "../../../parts/Attachments";
import { Failure } from "../../../ui/Failure";
import { Columns, Page } from "../../../ui/Page";
import { Panel } from "../../../ui/Panel";
import { Badge, Skeleton } from "../../../ui/shown";
import { useStatement } from "../queries";
import { Balances, Movements } from "../Rows";
import { type Statement, TONES } from "../types";
import { Acts } from "./Acts";
import { Answered } from "./Answered";
import { AnswerPanel } from "./AnswerPanel";
import { StatementFacts } from "./StatementFacts";

const route = getRouteApi("/shell/receivables/statements/$statementId");

/** One statement: what the customer sees, what it answered, and how well that is shown. */
export function StatementPage() {
  const { t } = useTranslation("statements");
  const { statementId } = route.useParams();
  const { data, error, refetch } = useStatement(statementId);
  const crumbs = [
    { name: t("receivables"), go: { to: "/receivables" } },
    { name: t("title"), go: { to: "/receivables/statements" } },
  ];
  if (error) {
    return (
      <Page title={t("title")} crumbs={crumbs}>
        <Failure of={error} retry={() => void refetch()} />
      </Page>
    );
  }
  if (!data) {
    return (
      <Page title={t("title")} finding={null} crumbs={crumbs} note={undefined}>
        <Skeleton lines={10} />
      </Page>
    );
  }
  return <Shown key={data.id} of={data} crumbs={crumbs} />;
}

function Shown({ of, crumbs }: { of: Statement; crumbs: { name: string; go: { to: string } }[] }) {
  const { t } = useTranslation("statements");
  const word = useWords();
  const tone = TONES[of.state];
  return (
    <Page
      title={of.number}
      finding={useOneFinding(of)}
      badges={<Badge {...(tone && { tone })}>{word("AccountStatementState", of.state)}</Badge>}
      crumbs={crumbs}
      note={<AccountName id={of.customerId} />}
      actions={<Acts of={of} />}
    >
      <Columns
        main={
          <>
            <Panel title={t("balances")} note={t("apart")}>
              <Balances of={of} />
            </Panel>
            <Answered of={of} />
            {of.lines.length > 0 && (
              <Panel title={t("lines")} note={of.lines.length}>
                <Movements of={of} />
              </Panel>
            )}
          </>
        }
        side={
          <>
            <AnswerPanel of={of} />
            <StatementFacts of={of} />
            <Attachments
              of={{ type: "account_statement", id: of.id }}
              usual="ATTACHMENT_CATEGORY_BALANCE_CONFIRMATION"
            />
          </>
        }
      />
    </Page>
  );
}

/** What it comes to: who confirmed how much, who disputes how much, or who has yet to answer. */
function useOneFinding(of: Statement): string {
  const { t } = useTranslation("statements");
  const { language } = useSession();
  const amount = of.owed ? moneyText(of.owed, language) : "";
  switch (of.state) {
    case "ACCOUNT_STATEMENT_STATE_CONFIRMED":
      return t("one.confirmed", { name: of.answeredByName, amount });
    case "ACCOUNT_STATEMENT_STATE_DISPUTED":
      return t("one.disputed", { amount: of.disputed ? moneyText(of.disputed, language) : "" });
    case "ACCOUNT_STATEMENT_STATE_SUPERSEDED":
    case "ACCOUNT_STATEMENT_STATE_REVOKED":
      return t("one.ended", { amount });
    case "ACCOUNT_STATEMENT_STATE_ISSUED":
      return t("one.issued", { amount });
    default:
      return t("one.waiting", { amount });
  }
}
