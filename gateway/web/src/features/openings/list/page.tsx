import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useCountedSegments } from "../../../parts/useCountedSegments";
import { Grid } from "../../../ui/grid/Grid";
import { Page } from "../../../ui/Page";
import { totalText } from "../../../ui/total";
import { useWaitingCount } from "../queries";
import { WAITING } from "../types";
import { LoadPanel } from "./LoadPanel";
import { useColumns } from "./useColumns";

const SEGMENTS = { waiting: WAITING, posted: "state = POSTED" } as const;

/** What companies of ours brought along when they moved here: loaded by one person, confirmed by another. */
export function OpeningsPage() {
  const { t, i18n } = useTranslation("openings");
  const { may } = useSession();
  const waiting = useWaitingCount();
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
      {may("opening_balance.load") && <LoadPanel />}
      <Grid
        name="openings"
        path="/v1/openingBalances"
        items="openingBalances"
        fit="rows"
        columns={useColumns()}
        segments={useCountedSegments("/v1/openingBalances", SEGMENTS, (id) => t(`segment.${id}`))}
        orderBy="create_time desc"
        row={({ id }) => ({ to: "/receivables/openings/$openingId", params: { openingId: id } })}
        rowName={({ cutOverDate }) => cutOverDate}
        empty={{ title: t("empty.title"), text: t("empty.text") }}
      />
    </Page>
  );
}
