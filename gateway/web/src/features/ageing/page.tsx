import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { moneyText } from "../../api/money";
import { useSession } from "../../app/session";
import { useWords } from "../../i18n/words";
import { todayIn } from "../../parts/days";
import { inOrder } from "../../parts/instalment/sums";
import { LAYERS } from "../../parts/report/buckets";
import { Choice } from "../../parts/report/Choice";
import { CurrencyChoice, RatesUsed } from "../../parts/report/currency";
import { GROUPS } from "../../parts/report/groupIds";
import { Button } from "../../ui/Button";
import { DatePicker } from "../../ui/dates";
import { Failure } from "../../ui/Failure";
import { Page } from "../../ui/Page";
import { EmptyState, Skeleton } from "../../ui/shown";
import { useAgeing } from "./queries";
import { Rows } from "./Rows";
import { BASES, CUTS } from "./search";
import { momentOf } from "./texts";

const route = getRouteApi("/shell/receivables/ageing");

/** What is owed on a day, by age and by whom; of the past as it was known then, where the address says so. */
export function AgeingPage() {
  const { t } = useTranslation("ageing");
  const word = useWords();
  const { zone, language, currency: own } = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { asOf, knownAt, currency } = search;
  const { basis = "AGEING_BASIS_DUE_DATE", by = "AGEING_GROUP_CUSTOMER" } = search;
  const { cut = "year", layer = "PAYMENT_LAYER_NORMAL" } = search;
  const { data, error, refetch } = useAgeing({ asOf, knownAt, basis, by, cut, layer, currency });
  const set = (change: object) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const today = todayIn(zone);
  const isNow = !knownAt && (!asOf || asOf === today);
  const late = inOrder(data?.totals.map(({ overdue }) => overdue) ?? [], own);
  const amount = late.map((each) => moneyText(each, language)).join(" + ");
  const finding = late.length > 0 ? t("finding.overdue", { amount }) : t("finding.none");
  const known = data?.knownAt ? momentOf(data.knownAt, zone, language) : "";
  return (
    <Page
      title={t("title")}
      finding={data || error ? finding : null}
      note={data && t(knownAt ? "note.fixed" : "note.now", { day: data.asOf, known })}
      crumbs={[{ name: t("receivables"), go: { to: "/receivables" } }]}
      actions={
        knownAt ? (
          <Button onPress={() => set({ knownAt: undefined })}>{t("act.unfix")}</Button>
        ) : (
          data?.knownAt && (
            <Button onPress={() => set({ asOf: data.asOf, knownAt: data.knownAt })}>{t("act.fix")}</Button>
          )
        )
      }
    >
      <div className="ageing-choices">
        <DatePicker
          label={t("choice.day")}
          value={asOf ?? today}
          to={today}
          onChange={(day) => set({ asOf: day && day !== today ? day : undefined })}
        />
        <Choice
          label={t("choice.basis")}
          of={BASES.map((id) => ({ id, name: word("AgeingBasis", id) }))}
          chosen={basis}
          onChoose={(id) => set({ basis: id })}
        />
        <Choice
          label={t("choice.by")}
          of={GROUPS.map((id) => ({ id, name: word("AgeingGroup", id) }))}
          chosen={by}
          onChoose={(id) => set({ by: id })}
        />
        <Choice
          label={t("choice.layer")}
          of={LAYERS.map((id) => ({ id, name: word("PaymentLayer", id) }))}
          chosen={layer}
          onChoose={(id) => set({ layer: id })}
        />
        <Choice
          label={t("choice.cut")}
          of={Object.keys(CUTS).map((id) => ({ id, name: t(`cut.${id}`) }))}
          chosen={cut}
          onChoose={(id) => set({ cut: id })}
        />
        <CurrencyChoice chosen={currency} onChoose={(code) => set({ currency: code })} />
      </div>
      {data && <RatesUsed of={data.rates} />}
      {error ? (
        <Failure of={error} retry={() => void refetch()} />
      ) : !data ? (
        <Skeleton lines={8} />
      ) : data.totals.length === 0 ? (
        <EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState>
      ) : (
        <Rows of={data} by={by} basis={basis} layer={layer} leads={isNow} />
      )}
    </Page>
  );
}
