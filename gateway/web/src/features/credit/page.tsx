import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { AskCredit } from "../../parts/credit/AskCredit";
import { Lines } from "../../parts/credit/Lines";
import type { CreditLine } from "../../parts/credit/types";
import { useCountedSegments } from "../../parts/useCountedSegments";
import { Button } from "../../ui/Button";
import { Failure } from "../../ui/Failure";
import { Grid } from "../../ui/grid/Grid";
import { Page } from "../../ui/Page";
import { Panel } from "../../ui/Panel";
import { Skeleton } from "../../ui/shown";
import { CreditDrawer } from "./CreditDrawer";
import { SEGMENTS, useCreditReport } from "./queries";
import { useColumns, useFilters } from "./useColumns";

const route = getRouteApi("/shell/receivables/credit");

/** Customers over or near their limit, and everything that was asked for, approved and released. */
export function CreditPage() {
  const { t } = useTranslation("credit");
  const { may } = useSession();
  const { credit } = route.useSearch();
  const navigate = route.useNavigate();
  const [isAsking, setAsking] = useState(false);
  const { data, error, refetch } = useCreditReport();
  const tight = data?.lines.filter(({ standing }) => standing !== "CREDIT_STANDING_WITHIN") ?? [];
  const standing = (as: CreditLine["standing"]): number => tight.filter((line) => line.standing === as).length;
  const [over, past] = [standing("CREDIT_STANDING_EXCEEDED"), standing("CREDIT_STANDING_EXPIRED")];
  const mayAsk = may("credit_limit.request");
  const show = (id: string | undefined): void =>
    void navigate({ search: (before) => ({ ...before, credit: id }), replace: true });
  const finding =
    data?.lines.length === 0
      ? t("finding.none")
      : over > 0
        ? t("finding.over", { count: over })
        : past > 0
          ? t("finding.past", { count: past })
          : tight.length > 0
            ? t("finding.near", { count: tight.length })
            : t("finding.fine");
  return (
    <Page
      title={t("title")}
      finding={data || error ? finding : null}
      note={t("note")}
      crumbs={[{ name: t("receivables"), go: { to: "/receivables" } }]}
      actions={
        mayAsk && (
          <Button kind="main" onPress={() => setAsking(true)}>
            {t("ask.do")}
          </Button>
        )
      }
    >
      <Panel title={t("tight.title")} isFlush={tight.length > 0}>
        {error ? (
          <Failure of={error} retry={() => void refetch()} isSmall />
        ) : !data ? (
          <Skeleton lines={3} />
        ) : tight.length > 0 ? (
          <Lines of={tight} />
        ) : (
          <p>{t("tight.none")}</p>
        )}
      </Panel>
      <Grid
        name="credit-limits"
        path="/v1/creditLimits"
        items="creditLimits"
        fit="rows"
        columns={useColumns()}
        filters={useFilters()}
        segments={useCountedSegments("/v1/creditLimits", SEGMENTS, (id) => t(`segment.${id}`))}
        orderBy="create_time desc"
        searchHint={t("searchHint")}
        onOpen={({ id }) => show(id)}
        rowName={({ number }) => number}
        empty={{
          title: t("empty.title"),
          text: t("empty.text"),
          action: mayAsk && <Button onPress={() => setAsking(true)}>{t("ask.do")}</Button>,
        }}
      />
      {credit && <CreditDrawer id={credit} onClose={() => show(undefined)} />}
      {isAsking && <AskCredit onClose={() => setAsking(false)} />}
    </Page>
  );
}
