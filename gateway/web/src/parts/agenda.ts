import type { components } from "../api/generated/openapi";
import type { Money } from "../api/money";
import type { Language } from "../i18n";
import type { Go } from "../ui/Go";
import { dayOf, timeOf } from "./moments";
import { placeOfTodo } from "./todos/place";
import { headingOf, momentOf, type Todo } from "./todos/todo";

type Schemas = components["schemas"];
export type Talk = Schemas["accounts.Interaction"];

/** What has a day but is no to-do. */
export interface Dated {
  promises: readonly Schemas["receivables.Promise"][];
  /** Those that are due, and those that are expected: a planned one has no due date yet. */
  instalments: readonly Schemas["receivables.Instalment"][];
  careDates: readonly Schemas["accounts.CareDate"][];
  talks?: readonly Talk[];
}

export type EntryKind = "todo" | "promise" | "instalment" | "expected" | "care" | "talk";

export interface Entry {
  id: string;
  kind: EntryKind;
  day: string;
  /** Empty for what has a day alone. */
  time: string;
  /** Empty where its kind says it all. */
  title: string;
  note: string;
  go: Go | undefined;
  amount?: Money | undefined;
  /** Whose name stands for it, where it has none of its own. */
  customerId?: string;
  todo?: Todo;
}

/** In their order: what has a day alone before what has a time. */
export function entriesOf(todos: readonly Todo[], dated: Dated, zone: string, language: Language): Entry[] {
  const entries = [
    ...dated.promises.map(ofPromise),
    ...dated.instalments.map(ofInstalment),
    ...dated.careDates.map(ofCareDate),
    ...todos.map((todo) => ofTodo(todo, zone, language)),
    ...(dated.talks ?? []).map((talk) => ofTalk(talk, zone)),
  ];
  return entries.sort((one, other) => `${one.day} ${one.time}`.localeCompare(`${other.day} ${other.time}`));
}

function ofPromise({ id, promiseDate, amount, customerId, contractId }: Dated["promises"][number]): Entry {
  const to = contractId ? `/contracts/${contractId}` : `/customers/${customerId}`;
  return { id, kind: "promise", day: promiseDate ?? "", time: "", title: "", note: "", go: { to }, amount, customerId };
}

function ofInstalment(of: Dated["instalments"][number]): Entry {
  const { id, dueDate, expectedDate, claimState, name, contractNumber, contractId, open, customerId } = of;
  const isDue = claimState !== "CLAIM_STATE_PLANNED";
  return {
    id,
    kind: isDue ? "instalment" : "expected",
    day: isDue ? dueDate : expectedDate,
    time: "",
    title: "",
    note: `${contractNumber} ${name}`,
    // What was brought over with opening balances has no contract here.
    go: { to: contractId ? `/contracts/${contractId}` : `/customers/${customerId}`, search: { instalment: id } },
    amount: open,
    customerId,
  };
}

function ofCareDate({ id, nextDate, title, accountId }: Dated["careDates"][number]): Entry {
  const go = accountId ? { to: `/customers/${accountId}` } : undefined;
  return { id, kind: "care", day: nextDate, time: "", title: "", note: title, go, customerId: accountId };
}

function ofTodo(todo: Todo, zone: string, language: Language): Entry {
  const { task, subject } = headingOf(todo, language);
  const moment = momentOf(todo);
  return {
    id: todo.id,
    kind: "todo",
    day: dayOf(moment, zone),
    time: timeOf(moment, zone),
    title: task,
    note: subject,
    go: placeOfTodo(todo),
    todo,
  };
}

const PAGES: Readonly<Record<string, string>> = { lead: "/leads", opportunity: "/deals", contract: "/contracts" };

function ofTalk(
  { id, interactionTime, subjectType, subjectId, subjectName, accountId, text }: Talk,
  zone: string,
): Entry {
  const page = PAGES[subjectType];
  const to = page ? `${page}/${subjectId}` : accountId && `/customers/${accountId}`;
  const at = interactionTime ?? "1970-01-01T00:00:00Z";
  return {
    id,
    kind: "talk",
    day: dayOf(at, zone),
    time: timeOf(at, zone),
    title: subjectName,
    note: text,
    go: to ? { to } : undefined,
  };
}
