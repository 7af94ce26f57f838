import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { todayIn } from "../../../parts/days";
import { plusDays } from "../../../parts/moments";
import { useCountedSegments } from "../../../parts/useCountedSegments";
import { GoLink } from "../../../ui/Go";
import { Grid } from "../../../ui/grid/Grid";
import { Page } from "../../../ui/Page";
import { segmentsOn } from "../types";
import { useColumns } from "./useColumns";
import { useFilterFields } from "./useFilterFields";
import { useFinding } from "./useFinding";

// So many days before it is due a bill may be presented.
const EARLY_DAYS = 10;

/** Bills in the order in which they are due: what must be presented first. */
export function BillsPage() {
  const { t } = useTranslation("bills");
  const { zone, may } = useSession();
  const until = plusDays(todayIn(zone), EARLY_DAYS);
  const filters = useMemo(() => segmentsOn(until), [until]);
  const segments = useCountedSegments("/v1/bills", filters, (id) => t(`segment.${id}`));
  const { finding, note } = useFinding();
  return (
    <Page
      title={t("title")}
      {...(finding !== undefined && { finding })}
      note={note}
      crumbs={[
        { name: t("receivables"), go: { to: "/receivables" } },
        { name: t("receipts"), go: { to: "/receipts" } },
      ]}
    >
      <Grid
        name="bills"
        path="/v1/bills"
        items="bills"
        resource="bills"
        columns={useColumns()}
        filters={useFilterFields()}
        segments={segments}
        orderBy="due_date"
        searchHint={t("searchHint")}
        row={({ id }) => ({ to: "/receipts/bills/$billId", params: { billId: id } })}
        rowName={({ number }) => number}
        empty={{
          title: t("empty.title"),
          text: t("empty.text"),
          action: may("receipt.record") && (
            <GoLink go={{ to: "/receipts", search: { new: true } }} className="button">
              {t("empty.go")}
            </GoLink>
          ),
        }}
      />
    </Page>
  );
}
