import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { moneyText, sum } from "../../api/money";
import { useSession } from "../../app/session";
import { todayIn } from "../../parts/days";
import { Select } from "../../ui/choices";
import { Failure } from "../../ui/Failure";
import { GoLink } from "../../ui/Go";
import { Grid } from "../../ui/grid/Grid";
import { Page } from "../../ui/Page";
import { Skeleton } from "../../ui/shown";
import { CloseMonth } from "./CloseMonth";
import { monthsUpTo } from "./months";
import { People } from "./People";
import { Plans } from "./Plans";
import { type Row, useReport } from "./queries";
import { useColumns } from "./useColumns";
import "./commission.css";

const route = getRouteApi("/shell/receivables/commission");

/** What all of them get together, per currency. */
function sumsOf(rows: readonly Row[]) {
  const amounts = rows.flatMap(({ amount }) => amount ?? []);
  const currencies = [...new Set(amounts.map(({ currencyCode }) => currencyCode))];
  return currencies.map((code) =>
    sum(
      amounts.filter(({ currencyCode }) => currencyCode === code),
      code,
    ),
  );
}

/** What people get for money that came: for a representative their own, for finance everybody's. */
export function CommissionPage() {
  const { t, i18n } = useTranslation("commission");
  const { zone, may, me } = useSession();
  const months = monthsUpTo(todayIn(zone));
  const { month = months[0] ?? "", person } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useReport(month);
  const set = (change: { month?: string; person?: string | undefined }): void =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const first = data?.rows[0];
  const others = new Set(data?.rows.map(({ ownerId }) => ownerId)).size;
  const isMine = others === 1 && first?.ownerId === me.id;
  const sums = sumsOf(data?.rows ?? []);
  const finding =
    isMine && first?.amount
      ? t("finding.mine", { amount: moneyText(first.amount, i18n.language) })
      : others
        ? t("finding.all", { count: others, amount: sums.map((each) => moneyText(each, i18n.language)).join(t("and")) })
        : t("finding.none");
  const filter = [`month = "${month}"`, ...(person ? [`owner_id = "${person}"`] : [])].join(" AND ");
  return (
    <Page
      title={t("title")}
      finding={data || error ? finding : null}
      note={data?.isClosed ? t("closed", { month }) : t("note")}
      crumbs={[{ name: t("receivables"), go: { to: "/receivables" } }]}
      actions={
        <>
          <div className="commission-month">
            <Select
              label={t("month")}
              options={[...new Set([month, ...months])].map((id) => ({ id, name: id }))}
              value={month}
              onChange={(id) => set({ month: String(id) })}
            />
          </div>
          {data && !data.isClosed && month < (months[0] ?? "") && may("commission_month.close") && (
            <CloseMonth of={month} />
          )}
        </>
      }
    >
      {error ? (
        <Failure of={error} retry={() => void refetch()} />
      ) : !data ? (
        <Skeleton lines={4} />
      ) : (
        data.rows.length > 0 && (
          <People of={data.rows} chosen={person} month={month} onClear={() => set({ person: undefined })} />
        )
      )}
      <Grid
        key={filter}
        name="commission-entries"
        path="/v1/commissionEntries"
        items="commissionEntries"
        baseFilter={filter}
        state="own"
        fit="rows"
        columns={useColumns()}
        orderBy="create_time desc"
        row={({ receiptId }) => ({ to: "/receipts/$receiptId", params: { receiptId } })}
        rowName={({ contractNumber }) => contractNumber}
        empty={{
          title: t("empty.title"),
          text: t("empty.text"),
          action: may("receipt.read") && (
            <GoLink go={{ to: "/receipts" }} className="button">
              {t("empty.go")}
            </GoLink>
          ),
        }}
      />
      {may("commission_plan.read") && <Plans />}
    </Page>
  );
}
