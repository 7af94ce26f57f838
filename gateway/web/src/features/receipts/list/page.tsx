import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Grid } from "../../../ui/grid/Grid";
import { Page } from "../../../ui/Page";
import { ORDER } from "../filters";
import { useTabs } from "../useTabs";
import { RecordReceipt } from "./RecordReceipt";
import { useColumns } from "./useColumns";
import { useFilterFields, useSegments } from "./useFilters";
import { useFinding } from "./useFinding";

const route = getRouteApi("/shell/receipts");

/** Money that came: what is not applied yet first, then all of it. */
export function ReceiptsPage() {
  const { t } = useTranslation("receipts");
  const { may } = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { finding, note } = useFinding();
  const tabs = useTabs();
  const mayRecord = may("receipt.record");
  const show = (isOpen: boolean): void =>
    void navigate({ search: (before) => ({ ...before, new: isOpen ? true : undefined }), replace: true });
  return (
    <Page
      title={t("title")}
      {...(finding !== undefined && { finding })}
      note={note}
      crumbs={[{ name: t("receivables"), go: { to: "/receivables" } }]}
      {...(tabs.length > 1 && { tabs, tab: "receipts" })}
      actions={
        mayRecord && (
          <Button kind="main" onPress={() => show(true)}>
            {t("record.do")}
          </Button>
        )
      }
    >
      <Grid
        name="receipts"
        path="/v1/receipts"
        items="receipts"
        resource="receipts"
        columns={useColumns()}
        filters={useFilterFields()}
        segments={useSegments()}
        orderBy={ORDER}
        searchHint={t("searchHint")}
        row={({ id }) => ({ to: "/receipts/$receiptId", params: { receiptId: id } })}
        rowName={({ number }) => number}
        empty={{
          title: t("empty.title"),
          text: t("empty.text"),
          action: mayRecord && <Button onPress={() => show(true)}>{t("record.do")}</Button>,
        }}
      />
      {search.new && mayRecord && <RecordReceipt onClose={() => show(false)} />}
    </Page>
  );
}
