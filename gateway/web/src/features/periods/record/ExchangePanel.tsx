import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { isZero } from "../../../api/money";
import { useSession } from "../../../app/session";
import { dayText } from "../../../i18n/formats";
import { useWords } from "../../../i18n/words";
import { AccountName } from "../../../parts/AccountName";
import { GoLink } from "../../../ui/Go";
import { Icon } from "../../../ui/Icon";
import { DateText, Money } from "../../../ui/shown";
import { Wide } from "../../../ui/Wide";
import { type ExchangeReport, useExchange, useExchangeRuns, type Which } from "../queries";
import { standingOf } from "../runs";
import { useKindText } from "../useKindText";
import { RunPanel } from "./RunPanel";

/** What was gained or lost on foreign currencies: as it is reckoned now, or was when it was prepared. Nothing is shown of books without. */
export function ExchangePanel({ which }: { which: Which }) {
  const word = useWords();
  const runs = useExchangeRuns(which);
  const standing = standingOf(runs.data?.exchangeRuns);
  const report = useExchange(which, standing?.id, runs.data !== undefined);
  const found = report.data;
  const isEmpty = found && found.lines.length + found.realised.length + found.missing.length === 0;
  if (isEmpty && runs.data?.exchangeRuns.length === 0) return null;
  const isChanging =
    found !== undefined &&
    found.missing.length === 0 &&
    [...found.lines.map(({ difference }) => difference), ...found.realised.map(({ change }) => change)].some(
      (each) => each && !isZero(each),
    );
  const path = { legal_entity_id: which.entityId, fiscal_period_id: which.periodId };
  const at = (id: string) => ({ params: { path: { exchange_run_id: id } } });
  const calls = {
    prepare: () =>
      reply(
        api.POST("/v1/legalEntities/{legal_entity_id}/fiscalPeriods/{fiscal_period_id}:prepareExchange", {
          params: { path },
          body: {},
        }),
      ),
    post: (id: string) => reply(api.POST("/v1/exchangeRuns/{exchange_run_id}:post", { ...at(id), body: {} })),
    discard: (id: string) => reply(api.POST("/v1/exchangeRuns/{exchange_run_id}:discard", { ...at(id), body: {} })),
    reverse: (id: string, reason: string) =>
      reply(api.POST("/v1/exchangeRuns/{exchange_run_id}:reverse", { ...at(id), body: { reason } })),
  };
  return (
    <RunPanel
      kind="exchange"
      runs={runs.data?.exchangeRuns}
      stateOf={({ state }) => word("ExchangeRunState", state)}
      isChanging={isChanging}
      calls={calls}
      error={runs.error ?? report.error}
      retry={() => void Promise.all([runs.refetch(), report.refetch()])}
    >
      {found && <Reckoning of={found} />}
    </RunPanel>
  );
}

function Reckoning({ of: report }: { of: ExchangeReport }) {
  const { t, i18n } = useTranslation("periods");
  const { zone } = useSession();
  const kindText = useKindText();
  return (
    <>
      {report.missing.length > 0 && (
        <p className="period-body period-text">
          {t("exchange.missing", {
            days: report.missing
              .map(({ currencyCode, rateDate }) => `${currencyCode} ${rateDate && dayText(rateDate, i18n.language)}`)
              .join(", "),
          })}{" "}
          <GoLink go={{ to: "/settings/rates" }}>{t("exchange.enter")}</GoLink>
        </p>
      )}
      {report.lines.length > 0 && (
        <Wide>
          <table className="period-table">
            <thead>
              <tr>
                <th scope="col">{t("exchange.kind")}</th>
                <th scope="col">{t("exchange.balance")}</th>
                <th scope="col">{t("exchange.booked")}</th>
                <th scope="col">{t("exchange.rate")}</th>
                <th scope="col">{t("exchange.revalued")}</th>
                <th scope="col">{t("exchange.difference")}</th>
              </tr>
            </thead>
            <tbody>
              {report.lines.map(({ kind, balance, booked, revalued, difference, rate }) => (
                <tr key={`${kind} ${balance?.currencyCode}`}>
                  <th scope="row">{kindText(kind)}</th>
                  <td>{balance && <Money of={balance} />}</td>
                  <td>{booked && <Money of={booked} />}</td>
                  <td>{rate?.rate}</td>
                  <td>{revalued && <Money of={revalued} />}</td>
                  <td>{difference && <Money of={difference} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      <div className="period-body">
        {report.realised.map(({ currencyCode, before, needed, change }) => (
          <p key={currencyCode} className="period-provision">
            <span>{t("exchange.realised", { currency: currencyCode })}</span>
            <span className="periods-quiet">{t("exchange.before")}</span> {before && <Money of={before} />}
            <span className="periods-quiet">{t("exchange.needed")}</span> {needed && <Money of={needed} />}
            <span className="periods-quiet">{t("exchange.change")}</span> {change && <Money of={change} />}
          </p>
        ))}
        {report.knownAt && (
          <p className="periods-quiet">
            {t("knownAt")} <DateText of={report.knownAt} zone={zone} />
          </p>
        )}
      </div>
      <Accounts of={report} />
    </>
  );
}

function Accounts({ of: report }: { of: ExchangeReport }) {
  const { t } = useTranslation("periods");
  const kindText = useKindText();
  if (report.rows.length === 0) return null;
  return (
    <details className="period-item">
      <summary>
        <span className="periods-grow">
          {t("exchange.accounts")} <Icon name="down" size={14} />
        </span>
        <span className="periods-quiet">{t("run.rows", { count: report.rows.length })}</span>
      </summary>
      <Wide>
        <table className="period-table">
          <thead>
            <tr>
              <th scope="col">{t("exchange.customer")}</th>
              <th scope="col">{t("exchange.kind")}</th>
              <th scope="col">{t("exchange.balance")}</th>
              <th scope="col">{t("exchange.booked")}</th>
              <th scope="col">{t("exchange.revalued")}</th>
              <th scope="col">{t("exchange.difference")}</th>
            </tr>
          </thead>
          <tbody>
            {report.rows.map(({ kind, subjectId, customerId, balance, booked, revalued, difference }) => (
              <tr key={`${kind} ${subjectId}`}>
                <th scope="row">{customerId ? <AccountName id={customerId} /> : t("exchange.nobody")}</th>
                <td>{kindText(kind)}</td>
                <td>{balance && <Money of={balance} />}</td>
                <td>{booked && <Money of={booked} />}</td>
                <td>{revalued && <Money of={revalued} />}</td>
                <td>{difference && <Money of={difference} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {report.truncated && <p className="period-body periods-quiet">{t("run.truncated")}</p>}
    </details>
  );
}
