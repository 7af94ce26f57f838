import { TODOS } from "../../app/device";
import type { Language } from "../../i18n";
import { isEndedByPerson } from "../todos/kinds";
import { logSubjectOf } from "../todos/logSubject";
import { headingOf, type Todo } from "../todos/todo";
import type { LogSubject } from "./subject";

/** A to-do that is worked off by writing something down. */
export interface TodoPick {
  id: string;
  subject: LogSubject;
  /** What it asks for, in the language of the person. */
  task: string;
  /** A talk alone does not end it. */
  isEndedByPerson: boolean;
}

const MOST = 20;

interface Kept {
  personId: string;
  picks: TodoPick[];
}

/** One of each subject, in the order of the day. */
export function todoPicksOf(todos: readonly Todo[], language: Language): TodoPick[] {
  const picks = todos.flatMap((todo): TodoPick[] => {
    const { task, subject } = headingOf(todo, language);
    const about = logSubjectOf(todo, subject);
    return about ? [{ id: todo.id, subject: about, task, isEndedByPerson: isEndedByPerson(todo) }] : [];
  });
  return picks.filter((pick, at) => picks.findIndex(({ subject }) => subject.id === pick.subject.id) === at);
}

/** What the day asks for, kept on this device: there without a network, too. */
export function keepTodoPicks(personId: string, picks: readonly TodoPick[]): void {
  try {
    localStorage.setItem(TODOS, JSON.stringify({ personId, picks: picks.slice(0, MOST) }));
  } catch {
    // A browser that keeps nothing has them from the server alone.
  }
}

export function keptTodoPicks(personId: string): TodoPick[] {
  try {
    const found: Kept | null = JSON.parse(localStorage.getItem(TODOS) ?? "null");
    return found?.personId === personId && Array.isArray(found.picks) ? found.picks : [];
  } catch {
    return [];
  }
}

/** It is done, and not asked for again before the server has said so. */
export function dropTodoPick(personId: string, id: string): void {
  const kept = keptTodoPicks(personId);
  if (kept.some((pick) => pick.id === id))
    keepTodoPicks(
      personId,
      kept.filter((pick) => pick.id !== id),
    );
}
