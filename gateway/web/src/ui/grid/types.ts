import type { QueryKey } from "@tanstack/react-query";
import type { ComponentType, ReactNode } from "react";
import type { paths } from "../../api/generated/openapi";
import type { Option } from "../choices";
import type { Go } from "../Go";
import type { IconName } from "../Icon";
import type { Tone } from "../shown";

type ReplyOf<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Reply } } } };
}
  ? Reply
  : never;

/** The paths of the API that are lists, read page by page. */
export type ListPath = {
  [Path in keyof paths]: ReplyOf<Path> extends { nextPageToken: string } ? Path : never;
}[keyof paths];

/** Under which name a list's reply holds its rows: "leads". */
export type ItemsOf<Path extends ListPath> = {
  [Key in keyof ReplyOf<Path>]-?: NonNullable<ReplyOf<Path>[Key]> extends readonly object[] ? Key : never;
}[keyof ReplyOf<Path>];

export type RowOf<Path extends ListPath, Items extends ItemsOf<Path>> =
  NonNullable<ReplyOf<Path>[Items]> extends readonly (infer Row)[] ? Row : never;

export interface Edit<Row> {
  kind: "text" | "number" | "date" | "choice" | "money";
  /** What one finds there to change: text, a day, the id of an option, the amount. */
  value: (row: Row) => string;
  /** The body of the PATCH that makes it this. */
  patch: (value: string, row: Row) => Partial<Row>;
  /** For "choice". */
  options?: readonly Option[];
  /** For "money". */
  currency?: (row: Row) => string;
  /** Whether this row may be changed; all of them where nothing is said. */
  may?: (row: Row) => boolean;
}

export interface Column<Row> {
  /** The row's field as JSON calls it: "companyName", "custom.segment". Saved views and exports name it so. */
  id: string;
  name: string;
  render: (row: Row) => ReactNode;
  /** What `orderBy` calls it: "company_name". Without it the list cannot be sorted by it. */
  sort?: string;
  /** In pixels; columns share what is left over in this proportion. */
  width?: number;
  align?: "end";
  /** Not shown until somebody wants it. */
  isHidden?: boolean;
  /** Always shown: what says which row it is. Stays in sight when the others are scrolled. */
  isFixed?: boolean;
  /** Where it stands in the card of a phone; not there, where nothing is said. */
  phone?: "title" | "sub" | "end";
  edit?: Edit<Row>;
  /** Left out of files; or what the file calls certain values, as those of an enum. */
  exported?: false | readonly Option[];
}

/** Records of another kind, of which there are too many to offer them all. */
export interface RecordField extends Filterable {
  kind: "record";
  canBeEmpty?: boolean;
  /** Reads what one is called; null for one that the caller may not see. */
  nameQuery: (id: string) => { queryKey: QueryKey; queryFn: () => Promise<string | null>; staleTime?: number };
  /** Finds one. */
  Picker: ComponentType<{ label: string; onChange: (id: string | null) => void; autoFocus?: boolean }>;
}

interface Filterable {
  /** As the filter calls it: "owner_id". */
  id: string;
  name: string;
}

/** What a list can be filtered by. */
export type FilterField =
  | (Filterable & {
      kind: "choice";
      options: readonly Option[];
      /** Rows without a value can be asked for. */
      canBeEmpty?: boolean;
      /** What a value is called that is offered no more. */
      nameOf?: (id: string) => string | undefined;
    })
  | (Filterable & { kind: "person"; canBeEmpty?: boolean })
  | RecordField
  | (Filterable & { kind: "text" })
  /** The id of a record, pasted: there is no part of one to look for. */
  | (Filterable & { kind: "id" })
  | (Filterable & { kind: "date" })
  | (Filterable & { kind: "money" | "number" })
  | (Filterable & { kind: "flag" })
  /** A list of texts: tags. */
  | (Filterable & { kind: "tags" });

/** A filter that is one click away. */
export interface Segment {
  id: string;
  name: string;
  filter: string;
  count?: ReactNode;
  tone?: Tone;
}

/** Something that can be done to several rows, each by a command of its own. */
export interface BulkAct<Row> {
  id: string;
  name: string;
  icon?: IconName;
  /** To which rows; to all where nothing is said. */
  applies?: (row: Row) => boolean;
  /** Does it to one row, once the person has confirmed to how many. */
  act?: (row: Row) => Promise<unknown>;
  /** The inverse of `act`, for a row as `act` answered it; none where there is no inverse. */
  undo?: (done: Row) => Promise<unknown>;
  /** Asks something first, inside a dialog; `start` then does it to each row. */
  form?: (ask: {
    rows: readonly Row[];
    start: (act: (row: Row) => Promise<unknown>) => void;
    close: () => void;
  }) => ReactNode;
}

export interface Empty {
  title: string;
  text: string;
  action?: ReactNode;
}

export interface GridOptions<Row> {
  /** Under which choices are kept, and the neighbours of a record are found: "leads". */
  name: string;
  columns: readonly Column<Row>[];
  filters?: readonly FilterField[];
  segments?: readonly Segment[];
  /** What every row fulfils, besides what the person asks for. */
  baseFilter?: string;
  /** Also what is out of use. */
  showArchived?: boolean;
  /** The order that the list has by itself. */
  orderBy?: string;
  /** Where a row leads. */
  row?: (row: Row) => Go;
  /** What is done instead of leading somewhere. */
  onOpen?: (row: Row) => void;
  /** What a row is called, where it is spoken of. */
  rowName: (row: Row) => string;
  rowId?: (row: Row) => string;
  /** For what cannot be missed in a row; "late" for overdue. */
  rowTone?: (row: Row) => "late" | undefined;
  bulk?: readonly BulkAct<Row>[];
  empty: Empty;
  /** The path of one row, to which cells that are changed are sent: "/v1/leads/{lead_id}". */
  update?: keyof paths & string;
  /** The list as saved views and exports call it: "leads". Without it there are none. */
  resource?: string;
  /** What the search field asks for; there is none where the list cannot be searched. */
  searchHint?: string;
  /** "page": fills the rest of the window. "rows": as high as its rows are, within a page of other things. */
  fit?: "page" | "rows";
  /** Where filter, order and search stand: in the address, or, of a second list on a page, with the list. */
  state?: "address" | "own";
  /** How many rows are on their way, where that is known: the page keeps their place, so that nothing below moves when they come. */
  expects?: number | undefined;
  /** Two lines to a row. */
  isTall?: boolean;
  /** Beside the search field. */
  actions?: ReactNode;
}
