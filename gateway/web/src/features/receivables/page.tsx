import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { todayIn } from "../../parts/days";
import { ActDialog } from "../../parts/instalment/acts/ActDialog";
import { InstalmentDrawer } from "../../parts/instalment/InstalmentDrawer";
import { isOverdue } from "../../parts/instalment/standing";
import type { Act } from "../../parts/instalment/types";
import { GoLink } from "../../ui/Go";
import { Grid } from "../../ui/grid/Grid";
import { Page } from "../../ui/Page";
import { AgeingBar } from "./AgeingBar";
import { ORDER } from "./filters";
import { KeyFigures } from "./KeyFigures";
import { ProofLine, useMayProve } from "./ProofLine";
import { useColumns } from "./useColumns";
import { useFilterFields, useSegments } from "./useFilters";
import { useFinding } from "./useFinding";

const route = getRouteApi("/shell/receivables");

/** What customers owe: how much, how old, what holds it up, and what to do about it today. */
export function ReceivablesPage() {
  const { t } = useTranslation("receivables");
  const { zone, may } = useSession();
  const { instalment } = route.useSearch();
  const navigate = route.useNavigate();
  const [act, setAct] = useState<Act | null>(null);
  const open = useCallback(
    (id: string | undefined) =>
      void navigate({ search: (before) => ({ ...before, instalment: id }), resetScroll: false }),
    [navigate],
  );
  const mayProve = useMayProve();
  const finding = useFinding();
  const columns = useColumns(setAct);
  const today = todayIn(zone);
  return (
    <Page
      title={t("title")}
      {...(finding !== undefined && { finding })}
      {...(mayProve && { note: <ProofLine /> })}
      actions={
        <>
          <GoLink go={{ to: "/receivables/path" }} className="button">
            {t("toPath")}
          </GoLink>
          {may("ageing.read") && (
            <>
              <GoLink go={{ to: "/receivables/ageing" }} className="button">
                {t("toAgeing")}
              </GoLink>
              <GoLink go={{ to: "/receivables/figures" }} className="button">
                {t("toFigures")}
              </GoLink>
            </>
          )}
          {may("month_end.read") && (
            <GoLink go={{ to: "/receivables/periods" }} className="button">
              {t("toPeriods")}
            </GoLink>
          )}
          {may("account_statement.read") && (
            <GoLink go={{ to: "/receivables/statements" }} className="button">
              {t("toStatements")}
            </GoLink>
          )}
          {may("invoice.read") && (
            <GoLink go={{ to: "/invoices" }} className="button">
              {t("toInvoices")}
            </GoLink>
          )}
          {may("adjustment.read") &&
            (may("adjustment.request") || may("adjustment.reject") || may("adjustment.pay")) && (
              <GoLink go={{ to: "/receivables/adjustments" }} className="button">
                {t("toAdjustments")}
              </GoLink>
            )}
          {may("credit_limit.read") && (
            <GoLink go={{ to: "/receivables/credit" }} className="button">
              {t("toCredit")}
            </GoLink>
          )}
          {may("commission.read") && (
            <GoLink go={{ to: "/receivables/commission" }} className="button">
              {t("toCommission")}
            </GoLink>
          )}
          {may("service_charge.read") && (
            <GoLink go={{ to: "/receivables/services" }} className="button">
              {t("toServices")}
            </GoLink>
          )}
          {(may("opening_balance.load") || may("opening_balance.confirm")) && (
            <GoLink go={{ to: "/receivables/openings" }} className="button">
              {t("toOpenings")}
            </GoLink>
          )}
          {may("receipt.claim") && (
            <GoLink go={{ to: "/receipts/claims" }} className="button">
              {t("toClaims")}
            </GoLink>
          )}
          {may("receipt.read") && (
            <GoLink go={{ to: "/receipts" }} className="button">
              {t("toReceipts")}
            </GoLink>
          )}
        </>
      }
    >
      {may("ageing.read") && (
        <>
          <KeyFigures />
          <AgeingBar />
        </>
      )}
      <Grid
        name="instalments"
        path="/v1/instalments"
        items="instalments"
        resource="instalments"
        columns={columns}
        filters={useFilterFields()}
        segments={useSegments()}
        orderBy={ORDER}
        searchHint={t("searchHint")}
        rowName={(row) => `${row.contractNumber} ${row.name}`}
        rowTone={(row) => (isOverdue(row, today) ? "late" : undefined)}
        onOpen={({ id }) => open(id)}
        empty={{
          title: t("empty.title"),
          text: t("empty.text"),
          action: may("contract.read") && (
            <GoLink go={{ to: "/contracts" }} className="button">
              {t("empty.go")}
            </GoLink>
          ),
        }}
      />
      <InstalmentDrawer id={instalment} onOpen={open} />
      <ActDialog act={act} onClose={() => setAct(null)} />
    </Page>
  );
}
