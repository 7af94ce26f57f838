import type { Todo } from "../../parts/todos/todo";

/** What can be done on the calendar; the page knows how. */
export interface CalendarActs {
  mayChange: boolean;
  canLog: (todo: Todo) => boolean;
  log: (todo: Todo) => void;
  complete: (todo: Todo) => void;
  move: (todo: Todo, day: string) => void;
  choose: (todo: Todo) => void;
  /** A to-do of one's own on a day. */
  add: ((day: string) => void) | undefined;
  /** The day by itself. */
  open: (day: string) => void;
}
