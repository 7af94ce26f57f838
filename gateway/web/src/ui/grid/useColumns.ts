import { useCallback, useState } from "react";
import { type ColumnState, settle, withWidth } from "./columns";
import type { Column } from "./types";

/** The columns as this person keeps them in this browser, or as the saved view has them while it is shown. */
export function useColumns<Row>(name: string, columns: readonly Column<Row>[], ofView: readonly string[] | undefined) {
  const key = `grid.${name}`;
  const [kept, setKept] = useState(() => read(key));
  const [changed, setChanged] = useState<{ view: string; state: ColumnState }>();
  const view = ofView?.join() ?? "";
  const own = changed?.view === view ? changed.state : undefined;
  const state = settle(own ?? (view ? { shown: ofView ?? [], widths: kept?.widths ?? {} } : kept), columns);

  const change = useCallback(
    (to: ColumnState | null): void => {
      if (view) {
        setChanged(to ? { view, state: to } : undefined);
        return;
      }
      setKept(to);
      if (to) localStorage.setItem(key, JSON.stringify(to));
      else localStorage.removeItem(key);
    },
    [key, view],
  );

  const byId = new Map(columns.map((column) => [column.id, column]));
  const shown = state.shown.flatMap((id) => byId.get(id) ?? []);
  const resize = (id: string, width: number | undefined): void => change(withWidth(state, id, width));
  return { state, shown, change, resize, isChanged: own !== undefined };
}

function read(key: string): ColumnState | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") as ColumnState | null;
  } catch {
    return null;
  }
}
