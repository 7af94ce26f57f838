import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useCountedSegments } from "../../../parts/useCountedSegments";
import { Button } from "../../../ui/Button";
import { Grid } from "../../../ui/grid/Grid";
import { Page } from "../../../ui/Page";
import { totalText } from "../../../ui/total";
import { PAYERS } from "../filters";
import { useAskedCount } from "../queries";
import { useTabs } from "../useTabs";
import { NewPayer } from "./NewPayer";
import { PayerDrawer } from "./PayerDrawer";
import { usePayerColumns, usePayerFilters } from "./usePayerColumns";

const route = getRouteApi("/shell/receipts/payers");
const NEW = "new";

/** Who pays for whom (付款人别名): said by one person, counted once another one has confirmed it. */
export function PayersPage() {
  const { t, i18n } = useTranslation("receipts");
  const { may } = useSession();
  const { payer } = route.useSearch();
  const navigate = route.useNavigate();
  const asked = useAskedCount(true);
  const mayCreate = may("payer_alias.create");
  const show = (id: string | undefined): void =>
    void navigate({ search: (before) => ({ ...before, payer: id }), replace: true });
  const finding =
    asked && asked.count > 0
      ? t("payers.finding.asked", { count: asked.count, all: totalText(asked, i18n.language) })
      : t("payers.finding.fine");
  return (
    <Page
      title={t("tab.payers")}
      finding={asked ? finding : null}
      note={t("payers.note")}
      crumbs={[
        { name: t("receivables"), go: { to: "/receivables" } },
        { name: t("title"), go: { to: "/receipts" } },
      ]}
      tabs={useTabs()}
      tab="payers"
      actions={
        mayCreate && (
          <Button kind="main" onPress={() => show(NEW)}>
            {t("payers.new")}
          </Button>
        )
      }
    >
      <Grid
        name="payerAliases"
        path="/v1/payerAliases"
        items="payerAliases"
        columns={usePayerColumns()}
        filters={usePayerFilters()}
        segments={useCountedSegments("/v1/payerAliases", PAYERS, (id) => t(`payers.segment.${id}`))}
        orderBy="create_time desc"
        onOpen={({ id }) => show(id)}
        rowName={({ payerName, payerAccount }) => payerName || payerAccount}
        empty={{
          title: t("payers.empty.title"),
          text: t("payers.empty.text"),
          action: mayCreate && <Button onPress={() => show(NEW)}>{t("payers.new")}</Button>,
        }}
      />
      {payer === NEW && mayCreate && <NewPayer onClose={() => show(undefined)} />}
      {payer && payer !== NEW && <PayerDrawer id={payer} onClose={() => show(undefined)} />}
    </Page>
  );
}
