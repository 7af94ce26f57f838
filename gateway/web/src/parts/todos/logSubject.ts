import type { LoggedType, LogSubject } from "../log/subject";
import { isLoggable } from "./kinds";
import type { Todo } from "./todo";

/** What is written about from a to-do; nothing where it names nothing that one can write about. */
export function logSubjectOf(todo: Todo, name: string): LogSubject | undefined {
  if (!isLoggable(todo)) return undefined;
  return {
    type: todo.subjectType as LoggedType,
    id: todo.subjectId,
    name: name || todo.subjectName,
    ...(todo.customerId && { accountId: todo.customerId }),
  };
}
