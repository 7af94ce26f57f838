import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { linkOf } from "../Go";
import { tell } from "../toasts";
import { totalText } from "../total";
import { BulkBar } from "./BulkBar";
import type { BodyProps } from "./body";
import { type Chosen, useBulk } from "./bulk";
import { both } from "./filter";
import { GridBar } from "./GridBar";
import { GridBody } from "./GridBody";
import { remember } from "./neighbours";
import { type Asked, keyOf } from "./rowsQuery";
import type { BulkAct, GridOptions, ItemsOf, ListPath, RowOf } from "./types";
import { useColumns } from "./useColumns";
import { useEdit } from "./useEdit";
import { rowsOf, useRows } from "./useRows";
import { useSelecting } from "./useSelecting";
import { useViews } from "./useViews";
import { useGridState } from "./view";
import "./grid.css";

export interface GridProps<Path extends ListPath, Items extends ItemsOf<Path>> extends GridOptions<RowOf<Path, Items>> {
  path: Path;
  /** What stands in the path: `{ lead_pool_id: "..." }`. */
  params?: Readonly<Record<string, string>>;
  /** Under which name the reply holds the rows: "leads". */
  items: Items;
}

/** Every list of the API: filtered, sorted, searched, looked at under names, changed, exported. The address is what it shows. */
export function Grid<Path extends ListPath, Items extends ItemsOf<Path>>(props: GridProps<Path, Items>) {
  return <List {...(props as unknown as ListProps<{ id: string }>)} />;
}

type ListProps<Row> = GridOptions<Row> & { path: string; params?: Readonly<Record<string, string>>; items: string };
const idOf = (row: { id: string }): string => row.id;

function List<Row extends { id: string }>(props: ListProps<Row>) {
  const {
    name,
    path,
    params,
    items,
    columns,
    baseFilter,
    orderBy = "",
    row: go,
    onOpen,
    bulk = [],
    rowId = idOf,
  } = props;
  const { t, i18n } = useTranslation();
  const { may } = useSession();
  const navigate = useNavigate();
  const { set, ...state } = useGridState(props.state ?? "address");
  const saved = useViews(props.resource);
  const isPlain = state.filter === undefined && state.order === undefined && !state.q && !state.view;
  const view = isPlain ? saved.usual : saved.views.find(({ id }) => id === state.view);
  const filter = state.filter ?? view?.filter ?? "";
  const order = state.order ?? view?.orderBy ?? "";

  const asked: Asked = {
    path,
    params,
    filter: both(baseFilter, filter),
    orderBy: order || orderBy,
    search: state.q ?? "",
    showArchived: props.showArchived,
  };
  const { query, rows, total } = useRows<Row>(asked, items);
  const ids = rows?.map(rowId) ?? [];
  const layout = useColumns(name, columns, view?.columns.length ? view.columns : undefined);
  const selecting = useSelecting(ids, JSON.stringify(asked));
  const { run, start, stop, forget } = useBulk<Row>();
  const edit = useEdit<Row>(props.update, keyOf(asked), items, rowId);
  const count = total ? totalText(total, i18n.language) : "";

  const more = query.hasNextPage && !query.isFetchingNextPage && !query.isError ? query.fetchNextPage : undefined;
  useEffect(() => {
    if (!go || !rows) return;
    const trail = (known: readonly Row[]): void => {
      const byId = new Map(known.map((each) => [rowId(each), each]));
      const read =
        more &&
        (() => void more().then(({ data }) => data && trail(data.pages.flatMap((page) => rowsOf<Row>(page, items)))));
      remember(name, { ids: [...byId.keys()], go: (id) => go(byId.get(id) as Row), total: count, more: read });
    };
    trail(rows);
  }, [name, rows, go, rowId, count, items, more]);

  const open = (each: Row): void => {
    if (onOpen) onOpen(each);
    else if (go) void navigate(linkOf(go(each)) as never);
  };
  const chosen = rows?.flatMap((each) => (selecting.of.has(rowId(each)) ? [{ id: rowId(each), row: each }] : [])) ?? [];
  const begin = async (act: BulkAct<Row>, which: readonly Chosen<Row>[], one: (row: Row) => Promise<unknown>) => {
    const { undo } = act;
    const done = (await start(act.name, which, one)) as Chosen<Row>[];
    if (!undo || done.length === 0) return;
    const all = t("bulk.some", { name: act.name, count: done.length });
    const back = t("bulk.some", { name: t("undo"), count: done.length });
    tell(all, () => void start(back, done, undo));
  };
  const clear = (): void => {
    forget();
    selecting.clear();
  };

  return (
    <section className={props.fit === "rows" ? "grid inner" : "grid"}>
      <GridBar
        {...props}
        saved={saved}
        view={view}
        filter={filter}
        order={order}
        asked={asked}
        q={state.q ?? ""}
        set={set}
        layout={layout}
        total={count}
        mayExport={may("export.create")}
      />
      <GridBody
        label={props.empty.title}
        rows={saved.isReady ? rows : undefined}
        ids={ids}
        columns={layout.shown}
        widths={layout.state.widths}
        order={order || orderBy}
        onOrder={(to) => set({ order: to || (view ? "" : undefined) })}
        onWidth={(id, width) => layout.resize(id, width)}
        selection={bulk.length > 0 ? selecting : undefined}
        go={go}
        onOpen={open}
        rowName={props.rowName}
        rowTone={props.rowTone}
        outcomes={run?.outcomes ?? NO_OUTCOMES}
        onEdit={edit && ((each, column, value) => void edit(each, column, value))}
        more={more && (() => void more())}
        isTall={props.isTall ?? false}
        fit={props.fit ?? "page"}
        isStale={query.isPlaceholderData}
        error={query.error}
        retry={() => void query.refetch()}
        empty={props.empty}
        expects={props.expects}
        isFiltered={filter !== "" || Boolean(state.q)}
        clear={() => set({ filter: view ? "" : undefined, q: undefined })}
      />
      {(chosen.length > 0 || run) && (
        <BulkBar
          chosen={chosen}
          acts={bulk}
          run={run}
          start={(act, which, each) => void begin(act, which, each)}
          stop={stop}
          clear={clear}
          rowName={props.rowName}
        />
      )}
    </section>
  );
}

const NO_OUTCOMES: BodyProps<object>["outcomes"] = new Map();
