import { useTranslation } from "react-i18next";
import { ColumnsMenu } from "./ColumnsMenu";
import { ExportList } from "./ExportList";
import { FilterChips } from "./FilterChips";
import type { Asked } from "./rowsQuery";
import { SearchBox } from "./SearchBox";
import { Segments } from "./Segments";
import { SortMenu } from "./SortMenu";
import type { GridOptions } from "./types";
import type { useColumns } from "./useColumns";
import type { SavedView, useViews } from "./useViews";
import { ViewsMenu } from "./ViewsMenu";
import type { GridSearch } from "./view";

export interface GridBarProps<Row> extends GridOptions<Row> {
  saved: ReturnType<typeof useViews>;
  view: SavedView | undefined;
  filter: string;
  order: string;
  q: string;
  /** What the server is asked for, with what the page adds by itself. */
  asked: Asked;
  set: (change: GridSearch) => void;
  layout: ReturnType<typeof useColumns<Row>>;
  total: string;
  mayExport: boolean;
}

/** Above a list: how it is looked at, searched and filtered, and how much there is. */
export function GridBar<Row>(props: GridBarProps<Row>) {
  const { resource, saved, view, filter, order, q, asked, set, layout, total, columns } = props;
  const { t } = useTranslation();
  const { filters = [], segments = [], searchHint } = props;
  const shown = { columns: [...layout.state.shown], filter, orderBy: order };
  const isChanged = view
    ? filter !== view.filter || order !== view.orderBy || (view.columns.length > 0 && layout.isChanged)
    : filter !== "" || order !== "";
  const narrowing = (
    <>
      {segments.length > 0 && <Segments of={segments} filter={filter} onChange={(to) => set({ filter: to })} />}
      <FilterChips
        fields={filters}
        filter={filter}
        isNamed={segments.some((segment) => segment.filter === filter)}
        onChange={(to) => set({ filter: to || (view ? "" : undefined) })}
      />
    </>
  );
  // Little enough to stand beside the rest, or nothing that it would stand below.
  const isOneLine = segments.length === 0 || (!resource && !searchHint);
  return (
    <div className="grid-bar">
      <div className="grid-line">
        {resource && (
          <ViewsMenu
            resource={resource}
            views={saved.views}
            current={view}
            isOwn={saved.isOwn}
            isChanged={isChanged}
            shown={shown}
            choose={(to) =>
              set({ view: to?.id ?? (saved.usual ? "all" : undefined), filter: undefined, order: undefined })
            }
          />
        )}
        {searchHint && <SearchBox value={q} hint={searchHint} onChange={(text) => set({ q: text || undefined })} />}
        {props.actions}
        {isOneLine && narrowing}
        <div className="grid-end">
          {total && <span className="grid-total">{t("grid.total", { total })}</span>}
          <SortMenu columns={columns} order={order || (props.orderBy ?? "")} onOrder={(to) => set({ order: to })} />
          <span className="grid-columns">
            <ColumnsMenu columns={columns} state={layout.state} change={layout.change} />
          </span>
          {resource && props.mayExport && (
            <ExportList
              resource={resource}
              columns={layout.shown}
              filter={asked.filter}
              orderBy={asked.orderBy}
              search={asked.search}
              total={total}
            />
          )}
        </div>
      </div>
      {!isOneLine && <div className="grid-line filters">{narrowing}</div>}
    </div>
  );
}
