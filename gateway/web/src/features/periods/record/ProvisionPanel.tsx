import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { isZero } from "../../../api/money";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { AccountName } from "../../../parts/AccountName";
import { Icon } from "../../../ui/Icon";
import { DateText, Money } from "../../../ui/shown";
import { Wide } from "../../../ui/Wide";
import { type ProvisionReport, useProvision, useProvisionRuns, type Which } from "../queries";
import { standingOf } from "../runs";
import { RunPanel } from "./RunPanel";

/** What is set aside at the end of the period for receivables that may not come: as it is reckoned now, or was when it was prepared. */
export function ProvisionPanel({ which }: { which: Which }) {
  const { t } = useTranslation("periods");
  const word = useWords();
  const runs = useProvisionRuns(which);
  const standing = standingOf(runs.data?.provisionRuns);
  const report = useProvision(which, standing?.id, runs.data !== undefined);
  const isChanging = report.data?.sums.some(({ change }) => change && !isZero(change)) ?? false;
  const path = { legal_entity_id: which.entityId, fiscal_period_id: which.periodId };
  const at = (id: string) => ({ params: { path: { provision_run_id: id } } });
  const calls = {
    prepare: () =>
      reply(
        api.POST("/v1/legalEntities/{legal_entity_id}/fiscalPeriods/{fiscal_period_id}:prepareProvision", {
          params: { path },
          body: {},
        }),
      ),
    post: (id: string) => reply(api.POST("/v1/provisionRuns/{provision_run_id}:post", { ...at(id), body: {} })),
    discard: (id: string) => reply(api.POST("/v1/provisionRuns/{provision_run_id}:discard", { ...at(id), body: {} })),
    reverse: (id: string, reason: string) =>
      reply(api.POST("/v1/provisionRuns/{provision_run_id}:reverse", { ...at(id), body: { reason } })),
  };
  return (
    <RunPanel
      kind="provision"
      runs={runs.data?.provisionRuns}
      stateOf={({ state }) => word("ProvisionState", state)}
      isChanging={isChanging}
      calls={calls}
      error={runs.error ?? report.error}
      retry={() => void Promise.all([runs.refetch(), report.refetch()])}
    >
      {report.data &&
        (report.data.rates.length === 0 ? (
          <p className="period-body period-text">{t("provision.noMatrix")}</p>
        ) : (
          <Reckoning of={report.data} />
        ))}
    </RunPanel>
  );
}

function Reckoning({ of: report }: { of: ProvisionReport }) {
  const { t } = useTranslation("periods");
  const { zone } = useSession();
  const bucketText = useBucketText();
  return (
    <>
      <Wide>
        <table className="period-table">
          <thead>
            <tr>
              <th scope="col">{t("provision.bucket")}</th>
              <th scope="col">{t("provision.owed")}</th>
              <th scope="col">{t("provision.rate")}</th>
              <th scope="col">{t("provision.amount")}</th>
            </tr>
          </thead>
          <tbody>
            {report.lines.map(({ fromDays, toDays, owed, rate, provision }) => (
              <tr key={`${owed?.currencyCode} ${fromDays}`}>
                <th scope="row">{bucketText(fromDays, toDays)}</th>
                <td>{owed && <Money of={owed} />}</td>
                <td>{rate}%</td>
                <td>{provision && <Money of={provision} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      <div className="period-body">
        {report.sums.map(({ before, needed, change }) => (
          <p key={needed?.currencyCode} className="period-provision">
            <span className="periods-quiet">{t("provision.before")}</span> {before && <Money of={before} />}
            <span className="periods-quiet">{t("provision.needed")}</span> {needed && <Money of={needed} />}
            <span className="periods-quiet">{t("provision.change")}</span> {change && <Money of={change} />}
          </p>
        ))}
        {report.knownAt && (
          <p className="periods-quiet">
            {t("knownAt")} <DateText of={report.knownAt} zone={zone} />
          </p>
        )}
      </div>
      <Customers of={report} />
    </>
  );
}

function Customers({ of: report }: { of: ProvisionReport }) {
  const { t } = useTranslation("periods");
  const bucketText = useBucketText();
  if (report.rows.length === 0) return null;
  return (
    <details className="period-item">
      <summary>
        <span className="periods-grow">
          {t("provision.customers")} <Icon name="down" size={14} />
        </span>
        <span className="periods-quiet">{t("run.rows", { count: report.rows.length })}</span>
      </summary>
      <Wide>
        <table className="period-table">
          <thead>
            <tr>
              <th scope="col">{t("provision.customer")}</th>
              {report.rates.map(({ fromDays }, at) => (
                <th key={fromDays} scope="col">
                  {bucketText(fromDays, lastOf(report.rates[at + 1]?.fromDays))}
                </th>
              ))}
              <th scope="col">{t("provision.total")}</th>
            </tr>
          </thead>
          <tbody>
            {report.rows.map(({ customerId, owed, total }) => (
              <tr key={`${customerId} ${total?.currencyCode}`}>
                <th scope="row">
                  <AccountName id={customerId} />
                </th>
                {owed.map((amount, at) => (
                  <td key={report.rates[at]?.fromDays}>{isZero(amount) ? "—" : <Money of={amount} />}</td>
                ))}
                <td>{total && <Money of={total} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {report.truncated && <p className="period-body periods-quiet">{t("run.truncated")}</p>}
    </details>
  );
}

function lastOf(next: number | undefined): number | undefined {
  return next === undefined ? undefined : next - 1;
}

function useBucketText() {
  const { t } = useTranslation("periods");
  return (from: number, to: number | undefined) => {
    if (from === 0) return t("provision.notOverdue");
    return to === undefined ? t("provision.over", { from }) : t("provision.days", { from, to });
  };
}
