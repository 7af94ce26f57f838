import { $api } from "../../api/client";
import type { components } from "../../api/generated/openapi";

export type Period = components["schemas"]["identity.FiscalPeriod"];
export type Checklist = components["schemas"]["receivables.PeriodChecklist"];
export type PeriodItem = components["schemas"]["receivables.PeriodItem"];
export type Finding = components["schemas"]["receivables.PeriodFinding"];
export type PeriodClose = components["schemas"]["receivables.PeriodClose"];
export type ProvisionRun = components["schemas"]["receivables.ProvisionRun"];
export type ProvisionReport = components["schemas"]["receivables.ProvisionReport"];
export type ExchangeRun = components["schemas"]["receivables.ExchangeRun"];
export type ExchangeReport = components["schemas"]["receivables.ExchangeReport"];
export type Summary = components["schemas"]["receivables.PeriodSummary"];

export interface Which {
  entityId: string;
  periodId: string;
}

/** Ten years of months, the newest first. */
const MOST = 120;

/** What a checklist finds changes with every posting, of which no event tells this page. */
const FRESH = { staleTime: 0 };

const pathOf = ({ entityId, periodId }: Which) => ({
  path: { legal_entity_id: entityId, fiscal_period_id: periodId },
});

export function usePeriods(entityId: string | undefined) {
  return $api.useQuery(
    "get",
    "/v1/legalEntities/{legal_entity_id}/fiscalPeriods",
    { params: { path: { legal_entity_id: entityId ?? "" }, query: { pageSize: MOST, orderBy: "start_date desc" } } },
    { enabled: entityId !== undefined },
  );
}

export function usePeriod(which: Which) {
  return $api.useQuery("get", "/v1/legalEntities/{legal_entity_id}/fiscalPeriods/{fiscal_period_id}", {
    params: pathOf(which),
  });
}

export function useChecklist(which: Which | undefined) {
  return $api.useQuery(
    "get",
    "/v1/legalEntities/{legal_entity_id}/fiscalPeriods/{fiscal_period_id}/checklist",
    { params: pathOf(which ?? { entityId: "", periodId: "" }) },
    { ...FRESH, enabled: which !== undefined },
  );
}

/** Of the books as they were known at a time; now without one. */
export function useSummary(which: Which, knownAt: string | undefined) {
  return $api.useQuery(
    "get",
    "/v1/legalEntities/{legal_entity_id}/fiscalPeriods/{fiscal_period_id}/summary",
    { params: { ...pathOf(which), query: knownAt ? { knownAt } : {} } },
    FRESH,
  );
}

export function useClose(periodId: string) {
  return $api.useQuery("get", "/v1/periodCloses/{period_close_id}", {
    params: { path: { period_close_id: periodId } },
  });
}

const runsOf = ({ periodId }: Which) => ({
  params: { query: { filter: `fiscal_period_id = "${periodId}"`, pageSize: 10 } },
});

/** What was ever set aside at the end of the period, the newest first. */
export function useProvisionRuns(which: Which) {
  return $api.useQuery("get", "/v1/provisionRuns", runsOf(which));
}

/** What is to be set aside as it is now, or as it was when that provision was prepared. */
export function useProvision(which: Which, runId: string | undefined, isKnown: boolean) {
  return $api.useQuery(
    "get",
    "/v1/legalEntities/{legal_entity_id}/fiscalPeriods/{fiscal_period_id}/provision",
    { params: { ...pathOf(which), query: runId ? { provisionRunId: runId } : {} } },
    { ...FRESH, enabled: isKnown },
  );
}

/** What was ever posted as exchange difference at the end of the period, the newest first. */
export function useExchangeRuns(which: Which) {
  return $api.useQuery("get", "/v1/exchangeRuns", runsOf(which));
}

/** What was gained or lost as it is reckoned now, or as it was when that run was prepared. */
export function useExchange(which: Which, runId: string | undefined, isKnown: boolean) {
  return $api.useQuery(
    "get",
    "/v1/legalEntities/{legal_entity_id}/fiscalPeriods/{fiscal_period_id}/exchange",
    { params: { ...pathOf(which), query: runId ? { exchangeRunId: runId } : {} } },
    { ...FRESH, enabled: isKnown },
  );
}
