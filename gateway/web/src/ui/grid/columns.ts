/** Which columns a list shows, from left to right, and how wide those are that somebody pulled. */
export interface ColumnState {
  shown: readonly string[];
  widths: Readonly<Record<string, number>>;
}

interface Known {
  id: string;
  isHidden?: boolean;
  isFixed?: boolean;
}

const NARROWEST = 64;
const WIDEST = 640;

/** What is kept may know columns that are gone, and not know new ones; those that cannot be hidden are always there. */
export function settle(kept: Partial<ColumnState> | null, columns: readonly Known[]): ColumnState {
  const known = new Set(columns.map(({ id }) => id));
  const usual = columns.filter(({ isHidden }) => !isHidden).map(({ id }) => id);
  const chosen = kept?.shown?.filter((id) => known.has(id)) ?? [];
  const shown = chosen.length > 0 ? [...new Set(chosen)] : usual;
  const missing = columns.filter(({ id, isFixed }) => isFixed && !shown.includes(id)).map(({ id }) => id);
  return { shown: [...missing, ...shown], widths: kept?.widths ?? {} };
}

export function withShown(state: ColumnState, id: string, isShown: boolean): ColumnState {
  const rest = state.shown.filter((each) => each !== id);
  return { ...state, shown: isShown ? [...rest, id] : rest };
}

/** One place to the left (-1) or right (1). */
export function moved(state: ColumnState, id: string, by: -1 | 1): ColumnState {
  const from = state.shown.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= state.shown.length) return state;
  const shown = state.shown.filter((each) => each !== id);
  shown.splice(to, 0, id);
  return { ...state, shown };
}

/** `undefined` gives it back the width that it has by itself. */
export function withWidth(state: ColumnState, id: string, width: number | undefined): ColumnState {
  const { [id]: _, ...rest } = state.widths;
  if (width === undefined) return { ...state, widths: rest };
  return { ...state, widths: { ...rest, [id]: Math.round(Math.min(WIDEST, Math.max(NARROWEST, width))) } };
}

export function isUsual(state: ColumnState, columns: readonly Known[]): boolean {
  const usual = settle(null, columns);
  return Object.keys(state.widths).length === 0 && state.shown.join() === usual.shown.join();
}
