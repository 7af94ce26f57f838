import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useCountedSegments } from "../../../parts/useCountedSegments";
import { Button } from "../../../ui/Button";
import { Grid } from "../../../ui/grid/Grid";
import { Page } from "../../../ui/Page";
import { SEGMENTS } from "../types";
import { useFinding } from "../useFinding";
import { Batches } from "./Batches";
import { BatchDialog, IssueDialog } from "./IssueDialog";
import { useColumns } from "./useColumns";
import { useFilterFields } from "./useFilterFields";

const route = getRouteApi("/shell/receivables/statements");

/** Statements of account: who has confirmed, who disputes, who has not answered. */
export function StatementsPage() {
  const { t } = useTranslation("statements");
  const { may } = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [isBatch, setBatch] = useState(false);
  const segments = useCountedSegments("/v1/accountStatements", SEGMENTS, (id) => t(`segment.${id}`));
  const finding = useFinding();
  const mayIssue = may("account_statement.issue");
  const show = (isOpen: boolean): void =>
    void navigate({
      search: (before) => ({ ...before, new: isOpen ? true : undefined, customer: undefined }),
      replace: true,
    });
  return (
    <Page
      title={t("title")}
      {...(finding !== undefined && { finding })}
      crumbs={[{ name: t("receivables"), go: { to: "/receivables" } }]}
      actions={
        mayIssue && (
          <>
            <Button onPress={() => setBatch(true)}>{t("batch.do")}</Button>
            <Button kind="main" onPress={() => show(true)}>
              {t("issue.do")}
            </Button>
          </>
        )
      }
    >
      {mayIssue && <Batches />}
      <Grid
        name="accountStatements"
        path="/v1/accountStatements"
        items="accountStatements"
        resource="accountStatements"
        columns={useColumns()}
        filters={useFilterFields()}
        segments={segments}
        orderBy="create_time desc"
        searchHint={t("searchHint")}
        row={({ id }) => ({ to: "/receivables/statements/$statementId", params: { statementId: id } })}
        rowName={({ number }) => number}
        empty={{
          title: t("empty.title"),
          text: t("empty.text"),
          action: mayIssue && <Button onPress={() => show(true)}>{t("issue.do")}</Button>,
        }}
      />
      {search.new && mayIssue && <IssueDialog customerId={search.customer} onClose={() => show(false)} />}
      {isBatch && <BatchDialog onClose={() => setBatch(false)} />}
    </Page>
  );
}
