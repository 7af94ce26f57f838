import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useLegalEntities } from "../../../parts/legalEntities";
import { Failure } from "../../../ui/Failure";
import { Page } from "../../../ui/Page";
import { Panel } from "../../../ui/Panel";
import { Skeleton } from "../../../ui/shown";
import { type Checklist, type Period, useChecklist, useClose, usePeriod } from "../queries";
import { StateBadge } from "../StateBadge";
import { useVerdict } from "../useVerdict";
import { ChecklistPanel } from "./ChecklistPanel";
import { ExchangePanel } from "./ExchangePanel";
import { HistoryPanel } from "./HistoryPanel";
import { PeriodActs } from "./PeriodActs";
import { ProvisionPanel } from "./ProvisionPanel";
import { SummaryPanel } from "./SummaryPanel";
import "../periods.css";

const route = getRouteApi("/shell/receivables/periods/$entityId/$periodId");

/** The month end of one period: what is still to do, the figures, and each time that it was closed. */
export function PeriodPage() {
  const { t } = useTranslation("periods");
  const which = route.useParams();
  const { may } = useSession();
  const { nameOf } = useLegalEntities();
  const period = usePeriod(which);
  const checklist = useChecklist(may("month_end.read") ? which : undefined);
  const close = useClose(which.periodId);
  const finding = useFinding(period.data, checklist.data);
  const error = period.error ?? checklist.error;
  return (
    <Page
      title={period.data?.name ?? t("title")}
      finding={error ? t("title") : finding}
      note={
        period.data && t("of", { entity: nameOf(which.entityId), from: period.data.startDate, to: period.data.endDate })
      }
      badges={period.data && <StateBadge of={period.data} />}
      crumbs={[
        { name: t("receivables"), go: { to: "/receivables" } },
        { name: t("title"), go: { to: "/receivables/periods", search: { entity: which.entityId } } },
      ]}
      actions={period.data && checklist.data && <PeriodActs of={period.data} checklist={checklist.data} />}
    >
      {error ? (
        <Failure of={error} retry={() => void Promise.all([period.refetch(), checklist.refetch()])} />
      ) : !checklist.data || !period.data ? (
        <Panel title={t("checklist")}>
          <Skeleton lines={11} />
        </Panel>
      ) : (
        <>
          <ChecklistPanel of={checklist.data} which={which} />
          {may("provision.read") && <ProvisionPanel which={which} />}
          {may("exchange.read") && <ExchangePanel which={which} />}
          <SummaryPanel which={which} closings={close.data?.closings ?? []} />
          <HistoryPanel period={period.data} closings={close.data?.closings ?? []} />
        </>
      )}
    </Page>
  );
}

function useFinding(period: Period | undefined, checklist: Checklist | undefined): string | null {
  const { t } = useTranslation("periods");
  const verdict = useVerdict();
  if (!period || !checklist) return null;
  const { name, state } = period;
  return state === "FISCAL_PERIOD_STATE_CLOSED" ? t("finding.closed", { name }) : verdict(period, checklist);
}
