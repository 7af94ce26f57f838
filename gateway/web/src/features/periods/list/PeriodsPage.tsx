import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { todayIn } from "../../../parts/days";
import { useLegalEntities } from "../../../parts/legalEntities";
import { Select } from "../../../ui/choices";
import { Failure } from "../../../ui/Failure";
import { Page } from "../../../ui/Page";
import { Panel } from "../../../ui/Panel";
import { Skeleton } from "../../../ui/shown";
import { useChecklist, usePeriods } from "../queries";
import { nextToClose } from "../standing";
import { NewYear } from "./NewYear";
import { PeriodRows } from "./PeriodRows";
import { useFinding } from "./useFinding";
import "../periods.css";

const route = getRouteApi("/shell/receivables/periods");

/** The fiscal periods of a company of ours, and what stops the next one from being closed. */
export function PeriodsPage() {
  const { t } = useTranslation("periods");
  const { zone, may } = useSession();
  const { entity } = route.useSearch();
  const navigate = route.useNavigate();
  const { options } = useLegalEntities();
  const entityId = options.find(({ id }) => id === entity)?.id ?? options[0]?.id;
  const { data, error, refetch } = usePeriods(entityId);
  const periods = data?.fiscalPeriods;
  const next = periods && nextToClose(periods, todayIn(zone));
  const mayCheck = may("month_end.read");
  const checklist = useChecklist(next && entityId && mayCheck ? { entityId, periodId: next.id } : undefined);
  const finding = useFinding(periods, next, checklist.data, !mayCheck || checklist.isError);
  const begin = entityId && may("fiscal_period.create") && <NewYear entityId={entityId} periods={periods ?? []} />;
  return (
    <Page
      title={t("title")}
      finding={error ? t("title") : finding}
      note={t("note")}
      crumbs={[{ name: t("receivables"), go: { to: "/receivables" } }]}
      actions={
        <div className="periods-acts">
          {options.length > 1 && entityId && (
            <Select
              label={t("entity")}
              options={options}
              selectedKey={entityId}
              onSelectionChange={(key) => void navigate({ search: { entity: String(key) }, replace: true })}
            />
          )}
          {begin}
        </div>
      }
    >
      {error ? (
        <Failure of={error} retry={() => void refetch()} />
      ) : (
        <Panel isFlush>
          {periods ? (
            <PeriodRows of={periods} next={next} today={todayIn(zone)} begin={begin} />
          ) : (
            <Skeleton lines={12} />
          )}
        </Panel>
      )}
    </Page>
  );
}
