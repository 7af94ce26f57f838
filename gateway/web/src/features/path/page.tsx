import { getRouteApi } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { moneyText } from "../../api/money";
import { useSession } from "../../app/session";
import { InstalmentDrawer } from "../../parts/instalment/InstalmentDrawer";
import { Failure } from "../../ui/Failure";
import { Columns, Page } from "../../ui/Page";
import { EmptyState, Skeleton } from "../../ui/shown";
import { Choices } from "./Choices";
import { People } from "./People";
import { usePath } from "./queries";
import { StepCards } from "./StepCards";
import { StuckList } from "./StuckList";
import type { PathSearch } from "./search";
import { currenciesOf, type Row, stuckIn } from "./steps";
import "./path.css";

const route = getRouteApi("/shell/receivables/path");

/** Where the money is stuck: what is overdue first, then every step with its amount, and whose turn it is. */
export function PathPage() {
  const { t } = useTranslation("path");
  const { layer = "PAYMENT_LAYER_NORMAL" } = route.useSearch();
  const { data, error, refetch } = usePath(layer);
  const crumbs = [{ name: t("receivables"), go: { to: "/receivables" } }];
  if (!data) {
    return (
      <Page title={t("title")} crumbs={crumbs} {...(!error && { finding: null })}>
        {error ? <Failure of={error} retry={() => void refetch()} /> : <Skeleton lines={8} />}
      </Page>
    );
  }
  return <Shown rows={data.totals} crumbs={crumbs} />;
}

function Shown({ rows: all, crumbs }: { rows: readonly Row[]; crumbs: { name: string; go: { to: string } }[] }) {
  const { t } = useTranslation("path");
  const { currency: own, language } = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const set = useCallback(
    (change: PathSearch) =>
      void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false }),
    [navigate],
  );
  const currencies = currenciesOf(all, own);
  const currency = currencies.find((each) => each === search.currency) ?? currencies[0] ?? own;
  const rows = all.filter(({ amount }) => amount?.currencyCode === currency);
  const { overdue, worst, share } = stuckIn(rows, currency);
  const layer = search.layer ?? "PAYMENT_LAYER_NORMAL";
  const step = search.step ?? (worst === "COLLECTION_STEP_UNSPECIFIED" ? undefined : worst);
  const amount = moneyText(overdue, language, "short");
  const finding =
    share > 0 && worst
      ? t(`finding.${worst}`, { amount, share })
      : t(rows.length > 0 ? "finding.fine" : "finding.nothing");
  const choices = <Choices search={search} currencies={currencies} currency={currency} set={set} />;
  return (
    <Page title={t("title")} finding={finding} note={t("note")} crumbs={crumbs} actions={choices}>
      {rows.length === 0 || !step ? (
        <EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState>
      ) : (
        <>
          <StepCards
            rows={rows}
            currency={currency}
            step={step}
            worst={share > 0 ? worst : undefined}
            by={search.by ?? "amount"}
            onStep={(to) => set({ step: to, owner: undefined })}
          />
          <Columns
            main={
              <StuckList
                step={step}
                layer={layer}
                currency={currency}
                owner={search.owner}
                row={rows.find((each) => each.step === step)}
                onOpen={(instalment) => set({ instalment })}
              />
            }
            side={
              <People
                step={step}
                layer={layer}
                currency={currency}
                owner={search.owner}
                onOwner={(owner) => set({ owner })}
              />
            }
          />
        </>
      )}
      <InstalmentDrawer id={search.instalment} onOpen={(instalment) => set({ instalment })} />
    </Page>
  );
}
