import { getRouteApi } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { moneyText } from "../../api/money";
import { useSession } from "../../app/session";
import { InstalmentDrawer } from "../../parts/instalment/InstalmentDrawer";
import { Failure } from "../../ui/Failure";
import { GoLink } from "../../ui/Go";
import { Columns, Page, type PageProps } from "../../ui/Page";
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
  const { currency: own } = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = usePath(search.layer ?? "PAYMENT_LAYER_NORMAL");
  const set = useCallback(
    (change: PathSearch) =>
      void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false }),
    [navigate],
  );
  const currencies = currenciesOf(data?.totals ?? [], own);
  const currency = currencies.find((each) => each === search.currency) ?? currencies[0] ?? own;
  const frame = {
    title: t("title"),
    note: t("note"),
    crumbs: [{ name: t("receivables"), go: { to: "/receivables" } }],
    actions: <Choices search={search} currencies={currencies} currency={currency} set={set} />,
  };
  if (!data) {
    return (
      // All of its head is there at once: what comes moves nothing.
      <Page {...frame} {...(!error && { finding: null })}>
        {error ? <Failure of={error} retry={() => void refetch()} /> : <Skeleton lines={8} />}
      </Page>
    );
  }
  const rows = data.totals.filter(({ amount }) => amount?.currencyCode === currency);
  return <Shown frame={frame} rows={rows} currency={currency} set={set} />;
}

interface ShownProps {
  frame: Omit<PageProps, "children">;
  rows: readonly Row[];
  currency: string;
  set: (change: PathSearch) => void;
}

function Shown({ frame, rows, currency, set }: ShownProps) {
  const { t } = useTranslation("path");
  const { language, may } = useSession();
  const search = route.useSearch();
  const { overdue, worst, share } = stuckIn(rows, currency);
  const layer = search.layer ?? "PAYMENT_LAYER_NORMAL";
  const step = search.step ?? (worst === "COLLECTION_STEP_UNSPECIFIED" ? undefined : worst);
  const amount = moneyText(overdue, language, "short");
  const finding =
    share > 0 && worst
      ? t(`finding.${worst}`, { amount, share })
      : t(rows.length > 0 ? "finding.fine" : "finding.nothing");
  return (
    <Page {...frame} finding={finding}>
      {rows.length === 0 || !step ? (
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
