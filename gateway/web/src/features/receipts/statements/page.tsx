import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Grid } from "../../../ui/grid/Grid";
import { Page } from "../../../ui/Page";
import { totalText } from "../../../ui/total";
import { useTwinCount } from "../queries";
import { useTabs } from "../useTabs";
import { StatementPage } from "./StatementPage";
import { Twins } from "./Twins";
import { UploadPanel } from "./UploadPanel";
import { useStatementColumns, useStatementFilters } from "./useStatementColumns";
import "./statements.css";

const route = getRouteApi("/shell/receipts/statements");

/** What the bank says came and went (银行流水): all files, or the one that is looked at. */
export function StatementsPage() {
  const { statement } = route.useSearch();
  return statement ? <StatementPage id={statement} /> : <All />;
}

/** Files brought in, and movements that wait for somebody. */
function All() {
  const { t, i18n } = useTranslation("receipts");
  const { may } = useSession();
  const twins = useTwinCount(true);
  const finding =
    twins && twins.count > 0
      ? t("statements.finding.twins", { count: twins.count, all: totalText(twins, i18n.language) })
      : t("statements.finding.fine");
  return (
    <Page
      title={t("tab.statements")}
      finding={twins ? finding : null}
      note={t("statements.note")}
      crumbs={[
        { name: t("receivables"), go: { to: "/receivables" } },
        { name: t("title"), go: { to: "/receipts" } },
      ]}
      tabs={useTabs()}
      tab="statements"
    >
      {may("bank_statement.import") && <UploadPanel />}
      {twins && twins.count > 0 && <Twins />}
      <Grid
        name="bankStatements"
        path="/v1/bankStatements"
        items="bankStatements"
        fit="rows"
        columns={useStatementColumns()}
        filters={useStatementFilters()}
        orderBy="create_time desc"
        row={({ id }) => ({ to: "/receipts/statements", search: { statement: id } })}
        rowName={({ fileName }) => fileName}
        empty={{ title: t("statements.empty.title"), text: t("statements.empty.text") }}
      />
    </Page>
  );
}
