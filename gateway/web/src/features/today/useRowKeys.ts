import { type RefObject, useEffect } from "react";
import { matches, onHotkey } from "../../app/keys";
import type { Todo } from "../../parts/todos/todo";
import type { RowActs } from "./rowActs";

const ROW = "[data-todo]";
/** Completes the to-do of the row. */
export const DONE_KEY = "e";

/** j and k go from row to row; Enter opens the record, e is done, s puts off, l writes down. */
export function useRowKeys(list: RefObject<HTMLElement | null>, todos: readonly Todo[], acts: RowActs): void {
  useEffect(() => {
    const step = (by: 1 | -1) => (): void => {
      const rows = [...(list.current?.querySelectorAll<HTMLElement>(ROW) ?? [])];
      const at = rows.findIndex((row) => row.contains(document.activeElement));
      const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
      next?.querySelector<HTMLElement>(".todo-name")?.focus();
      next?.scrollIntoView({ block: "nearest" });
    };
    const ends = [onHotkey("j", step(1)), onHotkey("k", step(-1))];
    return () => {
      for (const end of ends) end();
    };
  }, [list]);

  useEffect(() => {
    const element = list.current;
    const press = (event: KeyboardEvent): void => {
      const row = event.target instanceof Element ? event.target.closest<HTMLElement>(ROW) : null;
      const todo = todos.find(({ id }) => id === row?.dataset.todo);
      if (!row || !todo) return;
      const does: Readonly<Record<string, () => void>> = {
        [DONE_KEY]: () => acts.mayChange && acts.complete(todo),
        s: () => row.querySelector<HTMLElement>("[data-act=later]")?.click(),
        l: () => acts.canLog(todo) && acts.log(todo),
      };
      const act = Object.entries(does).find(([key]) => matches(event, key))?.[1];
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    };
    element?.addEventListener("keydown", press);
    return () => element?.removeEventListener("keydown", press);
  }, [list, todos, acts]);
}
