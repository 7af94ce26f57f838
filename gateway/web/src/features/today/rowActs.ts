import type { Todo } from "../../parts/todos/todo";

/** What can be done in a row; the page knows how. */
export interface RowActs {
  /** Whether something can be written down about it. */
  canLog: (todo: Todo) => boolean;
  log: (todo: Todo, contactId?: string) => void;
  brief: (todo: Todo) => void;
  complete: (todo: Todo) => void;
  snooze: (todo: Todo, until: string, said: string) => void;
  snoozeTo: (todo: Todo) => void;
  dismiss: (todo: Todo) => void;
  /** Back among the others, from where it was put off. */
  back: (todo: Todo) => void;
  /** Whether the caller may change it. */
  mayChange: boolean;
}
