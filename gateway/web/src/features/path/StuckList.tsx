import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { moneyText } from "../../api/money";
import { useSession } from "../../app/session";
import { useWords } from "../../i18n/words";
import { AccountName } from "../../parts/AccountName";
import { todayIn } from "../../parts/days";
import { ActDialog } from "../../parts/instalment/acts/ActDialog";
import { RowActs } from "../../parts/instalment/acts/RowActs";
import { Obstacles } from "../../parts/instalment/Obstacles";
import { StandingBadge } from "../../parts/instalment/Standing";
import { isOverdue } from "../../parts/instalment/standing";
import type { Act } from "../../parts/instalment/types";
import { Grid } from "../../ui/grid/Grid";
import type { Column } from "../../ui/grid/types";
import { usePeople } from "../../ui/people";
import { Money } from "../../ui/shown";
import { amountOn, filterOf, type Instalment, type Layer, type Row, type STEPS } from "./steps";

export interface StuckListProps {
  step: (typeof STEPS)[number];
  layer: Layer;
  currency: string;
  owner: string | undefined;
  /** What the step comes to. */
  row: Row | undefined;
  onOpen: (instalmentId: string) => void;
}

/** What stands on a step, the longest first: each leads to its contract's own path. */
export function StuckList({ step, layer, currency, owner, row, onOpen }: StuckListProps) {
  const { t } = useTranslation("path");
  const word = useWords();
  const { zone, language } = useSession();
  const [act, setAct] = useState<Act | null>(null);
  const columns = useColumns(step, setAct);
  const today = todayIn(zone);
  const title = t("list.title", {
    step: word("CollectionStep", step),
    count: row?.instalments ?? 0,
    amount: row?.amount ? moneyText(row.amount, language, "short") : "",
  });
  return (
    <section className="path-list">
      <h2>{title}</h2>
      <Grid
        // Order and search are of one step.
        key={step}
        name="collectionPath"
        path="/v1/instalments"
        items="instalments"
        columns={columns}
        baseFilter={filterOf(step, layer, currency, owner)}
        orderBy={
          step === "COLLECTION_STEP_MILESTONE"
            ? "expected_claim_date"
            : step === "COLLECTION_STEP_SETTLED"
              ? "settle_date desc"
              : "due_date"
        }
        searchHint={t("list.search")}
        state="own"
        fit="rows"
        expects={row?.instalments}
        isTall
        rowName={({ contractNumber, name }) => `${contractNumber} ${name}`}
        rowTone={(each) => (isOverdue(each, today) ? "late" : undefined)}
        onOpen={({ id }) => onOpen(id)}
        empty={{ title: t("list.empty"), text: t("list.emptyText") }}
      />
      <ActDialog act={act} onClose={() => setAct(null)} />
    </section>
  );
}

function useColumns(step: (typeof STEPS)[number], onAct: (act: Act) => void): Column<Instalment>[] {
  const { t } = useTranslation("path");
  const { zone } = useSession();
  const { nameOf } = usePeople();
  return useMemo(() => {
    const today = todayIn(zone);
    const names = (ids: readonly string[]): string => ids.flatMap((id) => nameOf(id) ?? []).join(" ");
    return [
      {
        id: "customerId",
        name: t("list.customer"),
        render: (row) => (
          <span className="path-two">
            <AccountName id={row.customerId} isPlain />
            <span>{row.contractNumber}</span>
          </span>
        ),
        width: 220,
        isFixed: true,
        phone: "title",
      },
      { id: "name", name: t("list.name"), render: ({ name }) => name, width: 90, phone: "sub" },
      {
        id: "amount",
        name: t("list.amount"),
        render: (row) => {
          const amount = amountOn(step, row);
          return amount ? <Money of={amount} isLate={isOverdue(row, today)} /> : "—";
        },
        width: 130,
        align: "end",
        phone: "end",
      },
      {
        id: "standing",
        name: t("list.standing"),
        render: (row) => <StandingBadge of={row} />,
        width: 148,
        phone: "sub",
      },
      {
        id: "ownerId",
        name: t("list.who"),
        render: (row) => (
          <span className="path-two">
            <span>{nameOf(row.ownerId)}</span>
            {row.collectorIds.length > 0 && <span>{t("list.collects", { names: names(row.collectorIds) })}</span>}
          </span>
        ),
        width: 100,
        phone: "sub",
      },
      { id: "obstacle", name: t("list.obstacle"), render: (row) => <Obstacles of={row} />, width: 196 },
      { id: "acts", name: t("list.acts"), render: (row) => <RowActs of={row} onAct={onAct} />, width: 56 },
    ];
  }, [t, zone, nameOf, step, onAct]);
}
