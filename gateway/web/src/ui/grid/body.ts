import type { Go } from "../Go";
import type { Outcome } from "./bulk";
import type { Selection } from "./selection";
import type { Column } from "./types";

/** What the rows are drawn from, as a table or as cards. */
export interface BodyProps<Row> {
  label: string;
  rows: readonly Row[];
  ids: readonly string[];
  columns: readonly Column<Row>[];
  widths: Readonly<Record<string, number>>;
  order: string;
  onOrder: (order: string) => void;
  onWidth: (id: string, width: number | undefined) => void;
  /** Without it nothing can be selected. */
  selection?: Selecting | undefined;
  go?: ((row: Row) => Go) | undefined;
  onOpen: (row: Row) => void;
  rowName: (row: Row) => string;
  rowTone?: ((row: Row) => "late" | undefined) | undefined;
  outcomes: ReadonlyMap<string, Outcome>;
  onEdit?: ((row: Row, column: Column<Row>, value: string) => void) | undefined;
  /** Reads on; undefined at the end. */
  more: (() => void) | undefined;
  isTall: boolean;
  fit: "page" | "rows";
  /** Something else was asked for and is on its way. */
  isStale: boolean;
}

export interface Selecting {
  of: Selection;
  toggle: (id: string, isRange: boolean) => void;
  all: () => void;
}
