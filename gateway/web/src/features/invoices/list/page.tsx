import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useCountedSegments } from "../../../parts/useCountedSegments";
import { Button } from "../../../ui/Button";
import { Grid } from "../../../ui/grid/Grid";
import { Page } from "../../../ui/Page";
import { SEGMENTS } from "../types";
import { ImportInvoices } from "./ImportInvoices";
import { RequestInvoice } from "./RequestInvoice";
import { useColumns } from "./useColumns";
import { useFilterFields } from "./useFilterFields";
import { useFinding } from "./useFinding";

const route = getRouteApi("/shell/invoices");

/** Invoices: what was asked for, what is to be issued, brought to the customer and booked there. */
export function InvoicesPage() {
  const { t } = useTranslation("invoices");
  const { may } = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const segments = useCountedSegments("/v1/invoices", SEGMENTS, (id) => t(`segment.${id}`));
  const mayRequest = may("invoice.request");
  const show = (form: "request" | "import" | undefined): void =>
    void navigate({ search: (before) => ({ ...before, new: form }), replace: true });
  return (
    <Page
      title={t("title")}
      finding={useFinding()}
      crumbs={[{ name: t("receivables"), go: { to: "/receivables" } }]}
      actions={
        <>
          {may("invoice.import") && <Button onPress={() => show("import")}>{t("import.do")}</Button>}
          {mayRequest && (
            <Button kind="main" onPress={() => show("request")}>
              {t("request.do")}
            </Button>
          )}
        </>
      }
    >
      <Grid
        name="invoices"
        path="/v1/invoices"
        items="invoices"
        resource="invoices"
        columns={useColumns()}
        filters={useFilterFields()}
        segments={segments}
        orderBy="create_time desc"
        searchHint={t("searchHint")}
        row={({ id }) => ({ to: "/invoices/$invoiceId", params: { invoiceId: id } })}
        rowName={({ number }) => number}
        empty={{
          title: t("empty.title"),
          text: t("empty.text"),
          action: mayRequest && <Button onPress={() => show("request")}>{t("request.do")}</Button>,
        }}
      />
      {search.new === "request" && mayRequest && <RequestInvoice onClose={() => show(undefined)} />}
      {search.new === "import" && may("invoice.import") && <ImportInvoices onClose={() => show(undefined)} />}
    </Page>
  );
}
