import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { useCountedSegments } from "../../parts/useCountedSegments";
import { GoLink } from "../../ui/Go";
import { Grid } from "../../ui/grid/Grid";
import { Page } from "../../ui/Page";
import { totalText } from "../../ui/total";
import { AdjustmentDrawer } from "./AdjustmentDrawer";
import { useWaitingCount } from "./queries";
import { SEGMENTS } from "./types";
import { useColumns, useFilters } from "./useColumns";

const route = getRouteApi("/shell/receivables/adjustments");

/** Refunds, write-offs, rounding differences and bank fees: what waits for whom, and what became of the others. */
export function AdjustmentsPage() {
  const { t, i18n } = useTranslation("adjustments");
  const { may } = useSession();
  const { adjustment } = route.useSearch();
  const navigate = route.useNavigate();
  const waiting = useWaitingCount();
  const show = (id: string | undefined): void =>
    void navigate({ search: (before) => ({ ...before, adjustment: id }), replace: true });
  const finding = waiting?.count
    ? t("finding.waiting", { count: waiting.count, all: totalText(waiting, i18n.language) })
    : t("finding.fine");
  return (
    <Page
      title={t("title")}
      finding={waiting ? finding : null}
      note={t("note")}
      crumbs={[{ name: t("receivables"), go: { to: "/receivables" } }]}
    >
      <Grid
        name="adjustments"
        path="/v1/adjustments"
        items="adjustments"
        resource="adjustments"
        columns={useColumns()}
        filters={useFilters()}
        segments={useCountedSegments("/v1/adjustments", SEGMENTS, (id) => t(`segment.${id}`))}
        orderBy="create_time desc"
        searchHint={t("searchHint")}
        onOpen={({ id }) => show(id)}
        rowName={({ number }) => number}
        empty={{
          title: t("empty.title"),
          text: t("empty.text"),
          action: may("receipt.read") && (
            <GoLink go={{ to: "/receipts" }} className="button">
              {t("empty.go")}
            </GoLink>
          ),
        }}
      />
      {adjustment && <AdjustmentDrawer id={adjustment} onClose={() => show(undefined)} />}
    </Page>
  );
}
