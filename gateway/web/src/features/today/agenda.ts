import type { components } from "../../api/generated/openapi";
import type { Money } from "../../api/money";
import type { Language } from "../../i18n";
import { dayOf, timeOf } from "../../parts/moments";
import { headingOf, momentOf, placeOfTodo, type Todo } from "../../parts/todos/todo";

type Schemas = components["schemas"];

export interface Dated {
  promises: readonly Schemas["receivables.Promise"][];
  instalments: readonly Schemas["receivables.Instalment"][];
  careDates: readonly Schemas["accounts.CareDate"][];
}

export interface Entry {
  id: string;
  kind: "todo" | "promise" | "instalment" | "care";
  day: string;
  /** Empty for what has a day alone. */
  time: string;
  title: string;
  note: string;
  to: string | undefined;
  amount?: Money | undefined;
  /** Whose name stands for it, where it has none of its own. */
  customerId?: string;
}

/** What has a time or a day, in its order: of whole days first. */
export function entriesOf(todos: readonly Todo[], dated: Dated, zone: string, language: Language): Entry[] {
  const customer = (id: string): string | undefined => (id ? `/customers/${id}` : undefined);
  const entries: Entry[] = [
    ...dated.promises.map(({ id, promiseDate, amount, customerId, contractId }) => ({
      id,
      kind: "promise" as const,
      day: promiseDate ?? "",
      time: "",
      title: "",
      note: "",
      to: contractId ? `/contracts/${contractId}` : customer(customerId),
      amount,
      customerId,
    })),
    ...dated.instalments.map(({ id, dueDate, name, contractNumber, open, customerId, contractId }) => ({
      id,
      kind: "instalment" as const,
      day: dueDate,
      time: "",
      title: "",
      note: `${contractNumber} ${name}`,
      to: `/contracts/${contractId}`,
      amount: open,
      customerId,
    })),
    ...dated.careDates.map(({ id, nextDate, title, accountId }) => ({
      id,
      kind: "care" as const,
      day: nextDate,
      time: "",
      title: "",
      note: title,
      to: customer(accountId),
      customerId: accountId,
    })),
    ...todos.map((todo) => {
      const { task, subject } = headingOf(todo, language);
      const moment = momentOf(todo);
      return {
        id: todo.id,
        kind: "todo" as const,
        day: dayOf(moment, zone),
        time: timeOf(moment, zone),
        title: task,
        note: subject,
        to: placeOfTodo(todo),
      };
    }),
  ];
  return entries.sort((one, other) => `${one.day} ${one.time}`.localeCompare(`${other.day} ${other.time}`));
}
