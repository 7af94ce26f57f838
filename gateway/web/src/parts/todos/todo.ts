import type { components } from "../../api/generated/openapi";
import { fromMinor, type Money, toMinor } from "../../api/money";
import type { Language } from "../../i18n";

export type Todo = components["schemas"]["notifier.Todo"];
export type TodoItem = components["schemas"]["notifier.TodoItem"];
export type TodoReason = components["schemas"]["notifier.TodoReason"];

/** What a person added, and may change; the others follow from facts. */
export const OWN = "own";

/** "首次跟进：青禾机械": what to do, and with whom. */
export interface Heading {
  task: string;
  subject: string;
}

const BETWEEN = /：|: /;

export function headingOf({ kind, title, titleEn, subjectName }: Todo, language: Language): Heading {
  const whole = language === "en-US" && titleEn ? titleEn : title;
  if (kind === OWN) return { task: whole, subject: subjectName };
  const between = BETWEEN.exec(whole);
  if (!between) return { task: whole, subject: "" };
  return { task: whole.slice(0, between.index), subject: whole.slice(between.index + between[0].length) };
}

export function actionOf({ action }: Todo, language: Language): string {
  if (!action) return "";
  return language === "en-US" && action.textEn ? action.textEn : action.text;
}

/** What it is about, in the words of what is at stake: `isLate` where a due date of money has passed. */
export interface Stake {
  type: string;
  amounts: Money[];
  isLate: boolean;
}

/** The amounts of what it is about, one per currency; undefined where it is not about money. */
export function stakeOf({ kind, items }: Pick<Todo, "kind" | "items">, today: string): Stake | undefined {
  const sums = new Map<string, bigint>();
  for (const { amount } of items) {
    if (amount) sums.set(amount.currencyCode, (sums.get(amount.currencyCode) ?? 0n) + toMinor(amount));
  }
  const amounts = [...sums].filter(([, minor]) => minor !== 0n).map(([currency, minor]) => fromMinor(minor, currency));
  // An invoice's are filed under its contract.
  const type = kind.startsWith("invoice_") ? "invoice" : (items[0]?.subjectType ?? "");
  const isLate = items.some(({ subjectType, dueDate }) => subjectType === "instalment" && isBefore(dueDate, today));
  return amounts.length > 0 ? { type, amounts, isLate } : undefined;
}

/** The earliest day on which money of it was due, where that has passed. */
export function lateSince({ items }: Pick<Todo, "items">, today: string): string | undefined {
  return items
    .filter(({ subjectType, dueDate }) => subjectType === "instalment" && isBefore(dueDate, today))
    .map(({ dueDate }) => dueDate)
    .sort()[0];
}

function isBefore(day: string, today: string): boolean {
  return day !== "" && day < today;
}

const EPOCH = "1970-01-01T00:00:00Z";

/** When it is to be seen: as it is due, or when it was put off to. */
export function momentOf({ state, dueTime, snoozeUntilTime }: Todo): string {
  return state === "TODO_STATE_SNOOZED" && snoozeUntilTime ? snoozeUntilTime : (dueTime ?? EPOCH);
}
