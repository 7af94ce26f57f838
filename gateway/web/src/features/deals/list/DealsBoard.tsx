import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { todayIn } from "../../../parts/days";
import { named } from "../../../parts/said";
import { Board } from "../../../ui/Board";
import { Failure } from "../../../ui/Failure";
import { FilterChips } from "../../../ui/grid/FilterChips";
import { SearchBox } from "../../../ui/grid/SearchBox";
import { Segments } from "../../../ui/grid/Segments";
import { useGridState } from "../../../ui/grid/view";
import { Money } from "../../../ui/shown";
import { type Total, totalText } from "../../../ui/total";
import { DealDialogs, type Doing } from "../acts/DealDialogs";
import { checkGates, wayTo } from "../stages";
import type { Deal, Process } from "../types";
import { moveDeal } from "../useDealActs";
import { DealCard } from "./DealCard";
import { useBoardSegments, useDealFilters } from "./useDealFilters";
import { CLOSED, useLanes } from "./useLanes";
import "../../../ui/grid/grid.css";

/** Filters of the table that the lanes say already. */
const IN_LANES = new Set(["stage", "close_date", "loss_reason_id"]);

/** The deals of a process in lanes, one for each stage. Moving a card moves the deal, if its gate is open. */
export function DealsBoard({ process }: { process: Process }) {
  const { t } = useTranslation("deals");
  const { may, language, zone } = useSession();
  const { filter = "", q = "", set } = useGridState("address");
  const filters = useDealFilters(process).filter(({ id }) => !IN_LANES.has(id));
  const segments = useBoardSegments();
  const [pagesOf, setPages] = useState<Record<string, number>>({});
  const { lanes, error, retry } = useLanes(process, { filter, search: q }, pagesOf);
  const warned = useWarned(process);
  const { run } = useCommand();
  const [doing, setDoing] = useState<Doing | null>(null);

  const move = async (deal: Deal, to: string): Promise<void> => {
    if (to === "won") return setDoing({ act: "win", deal });
    if (to === "lost") return setDoing({ act: "lose", deal });
    const checked = checkGates(deal, wayTo(process, deal.stage, to), todayIn(zone));
    // What only the server can judge is found out by moving on.
    if (checked.some(({ holds }) => holds === false)) return setDoing({ act: "advance", deal, to });
    await run(() => moveDeal(deal, to), { done: t("act.moved"), undo: (moved) => moveDeal(moved, deal.stage) });
  };
  const countText = (total: Total, isStage: boolean): string => {
    const shown = totalText(total, language);
    return isStage ? shown : t("board.recent", { number: shown });
  };
  const isOpen = (deal: Deal): boolean => deal.state === "OPPORTUNITY_STATE_OPEN";
  const closedText = may("opportunity.close") ? undefined : t("board.mayNotClose");

  return (
    <>
      <div className="deals-bar">
        <SearchBox value={q} hint={t("search")} onChange={(text) => set({ q: text || undefined })} />
        <Segments of={segments} filter={filter} onChange={(to) => set({ filter: to || undefined })} />
        <FilterChips
          fields={filters}
          filter={filter}
          isNamed={segments.some((segment) => segment.filter === filter)}
          onChange={(to) => set({ filter: to || undefined })}
        />
      </div>
      {error ? (
        <Failure of={error} retry={retry} />
      ) : (
        <div className="deals-board">
          <Board
            label={t("title")}
            lanes={lanes.map(({ id, stage, deals, total, sums, hasMore }) => ({
              id,
              name: stage ? named(stage, language) : t(`board.${id}`),
              cards: deals,
              count: total && countText(total, stage !== undefined),
              sum: sums.map((sum) => <Money key={sum.currencyCode} of={sum} precision="short" />),
              more: hasMore ? () => setPages((now) => ({ ...now, [id]: (now[id] ?? 1) + 1 })) : undefined,
              closed: CLOSED.some((each) => each === id) ? closedText : undefined,
            }))}
            cardId={({ id }) => id}
            cardName={({ name }) => name}
            go={({ id }) => ({ to: `/deals/${id}` })}
            isFixed={(deal) => !isOpen(deal) || !may("opportunity.update")}
            onMove={move}
            render={(deal) => (
              <DealCard
                deal={deal}
                process={process}
                usual={lanes.find(({ id }) => id === deal.stage)?.usual}
                isWarned={warned.has(deal.id)}
              />
            )}
          />
        </div>
      )}
      <DealDialogs doing={doing} onClose={() => setDoing(null)} />
    </>
  );
}

/** The deals that something endangers just now. */
function useWarned(process: Process): ReadonlySet<string> {
  const filter = `sales_process_id = "${process.id}" AND state = OPEN AND has_warnings = true`;
  const query = { filter, pageSize: 200 };
  const { data } = $api.useQuery("get", "/v1/opportunities", { params: { query } });
  return new Set(data?.opportunities.map(({ id }) => id));
}
