import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { useWords } from "../../i18n/words";
import { todayIn } from "../../parts/days";
import { Choice } from "../../parts/report/Choice";
import { CurrencyChoice, RatesUsed } from "../../parts/report/currency";
import { Failure } from "../../ui/Failure";
import { GoLink } from "../../ui/Go";
import { Page } from "../../ui/Page";
import { EmptyState, Skeleton } from "../../ui/shown";
import { Groups } from "./Groups";
import { Moved } from "./Moved";
import { PERIODS } from "./periods";
import { useKeyFigures } from "./queries";
import { Rates } from "./Rates";
import { rangeOf } from "./ranges";
import { GROUPS } from "./search";
import { percent } from "./texts";
import "./key-figures.css";

const route = getRouteApi("/shell/receivables/figures");

/** How well money comes in: what moved over a period, the rates made of it, and who or what is behind them. */
export function FiguresPage() {
  const { t, i18n } = useTranslation("figures");
  const word = useWords();
  const { zone, currency: own, may } = useSession();
  const { period = "month", by = "AGEING_GROUP_CUSTOMER", currency = own, worth } = route.useSearch();
  const navigate = route.useNavigate();
  const range = rangeOf(period, todayIn(zone));
  const { data, error, refetch } = useKeyFigures(range, by, worth);
  const currencies = data?.totals.flatMap(({ closing }) => closing?.currencyCode ?? []) ?? [];
  const shown = currencies.includes(currency) ? currency : currencies[0];
  const total = data?.totals.find(({ closing }) => closing?.currencyCode === shown);
  const set = (change: object) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const rate = total?.collectionRate;
  const finding = rate ? t("finding.rate", { rate: percent(rate, i18n.language) }) : t("finding.nothing");
  return (
    <Page
      title={t("title")}
      finding={data || error ? finding : null}
      note={t("note", { from: range.fromDate, to: range.toDate })}
      crumbs={[{ name: t("receivables"), go: { to: "/receivables" } }]}
      actions={
        <>
          <Choice
            label={t("period.label")}
            of={PERIODS.map((id) => ({ id, name: t(`period.${id}`) }))}
            chosen={period}
            onChoose={(id) => set({ period: id })}
          />
          <Choice
            label={t("by")}
            of={GROUPS.map((id) => ({ id, name: word("AgeingGroup", id) }))}
            chosen={by}
            onChoose={(id) => set({ by: id })}
          />
          <CurrencyChoice chosen={worth} onChoose={(code) => set({ worth: code })} />
          {currencies.length > 1 && (
            <Choice
              label={t("currency")}
              of={currencies.map((id) => ({ id, name: id }))}
              chosen={shown ?? own}
              onChoose={(id) => set({ currency: id })}
            />
          )}
        </>
      }
    >
      {data && <RatesUsed of={data.rates} />}
      {error ? (
        <Failure of={error} retry={() => void refetch()} />
      ) : !data ? (
        <Skeleton lines={8} />
      ) : !total ? (
        <EmptyState
          title={t("empty.title")}
          action={
            may("contract.read") && (
              <GoLink go={{ to: "/contracts" }} className="button">
                {t("empty.go")}
              </GoLink>
            )
          }
        >
          {t("empty.text")}
        </EmptyState>
      ) : (
        <>
          <Rates of={total} />
          <Moved of={total} />
          <Groups by={by} rows={data.rows.filter(({ closing }) => closing?.currencyCode === shown)} />
        </>
      )}
    </Page>
  );
}
