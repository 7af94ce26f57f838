import type { Import } from "./types";

export type State = Import["state"];

const RUNNING = new Set<State>(["IMPORT_STATE_CHECKING", "IMPORT_STATE_COMMITTING", "IMPORT_STATE_UNDOING"]);
const OPEN = new Set<State>(["IMPORT_STATE_UPLOADED", "IMPORT_STATE_CHECKED"]);
const WRITTEN = new Set<State>(["IMPORT_STATE_STOPPED", "IMPORT_STATE_COMMITTED", "IMPORT_STATE_UNDO_STOPPED"]);

/** The server works on it right now. */
export const isRunning = ({ state }: Pick<Import, "state">): boolean => RUNNING.has(state);
/** What its columns become can still be changed. */
export const isOpen = ({ state }: Pick<Import, "state">): boolean => OPEN.has(state);
/** It can be taken back. */
export const canUndo = ({ state }: Pick<Import, "state">): boolean => WRITTEN.has(state);

/** How far the present step is, in per cent; nothing while it is not known of how much. */
export function shareOf({ done, toDo }: Pick<Import, "done" | "toDo">): number | undefined {
  return toDo > 0 ? Math.min(100, Math.round((100 * done) / toDo)) : undefined;
}

/** Where it is of: upload, map, check, write. */
export function stepOf(state: State): 1 | 2 | 3 {
  if (state === "IMPORT_STATE_UPLOADED") return 1;
  return state === "IMPORT_STATE_CHECKING" || state === "IMPORT_STATE_CHECKED" ? 2 : 3;
}

/** Which rows there are to look at, as filters of their list. */
export const VERDICTS = {
  ready: "(verdict = READY OR verdict = WARNED)",
  warned: "verdict = WARNED",
  duplicates: "verdict = DUPLICATE",
  rejected: "verdict = REJECTED",
} as const;
export const OUTCOMES = {
  created: "outcome = CREATED",
  updated: "outcome = UPDATED",
  merged: "outcome = MERGED",
  refused: "outcome = REFUSED",
  undone: "outcome = UNDONE",
  left: "outcome = LEFT",
} as const;
