import { useDeferredValue, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { todayIn } from "../../parts/days";
import type { Todo } from "../../parts/todos/todo";
import { useTodoWords } from "../../parts/todos/useTodoWords";
import { usePeople } from "../../ui/people";
import { Skeleton } from "../../ui/shown";
import { Row } from "./Row";
import type { RowActs } from "./rowActs";
import { useRowKeys } from "./useRowKeys";

/** As many as a screen has room for. */
const AT_ONCE = 8;

interface ListProps {
  todos: readonly Todo[];
  acts: RowActs;
  /** Several people's: each says whose it is, and there is no fold. */
  isTeam: boolean;
  more: { has: boolean; isLoading: boolean; read: () => void };
}

export function List({ todos, acts, isTeam, more }: ListProps) {
  const { t } = useTranslation("today");
  const { zone } = useSession();
  const { nameOf } = usePeople();
  const words = useTodoWords();
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list, todos, acts);
  const today = todayIn(zone);
  const fold = isTeam ? -1 : todos.findIndex(({ aboveFold }) => !aboveFold);
  // The first ones are there before the others are made.
  const made = useDeferredValue(todos.length, AT_ONCE);
  const rows = (from: number, to: number) =>
    todos
      .slice(from, Math.min(to, made))
      .map((todo, at) => (
        <Row
          key={todo.id}
          todo={todo}
          place={from + at + 1}
          today={today}
          words={words}
          acts={acts}
          owner={isTeam ? nameOf(todo.ownerId) : undefined}
          isFirst={from + at === 0}
        />
      ));
  return (
    <div ref={list} className="todo-list panel">
      <ol>{rows(0, fold > 0 ? fold : todos.length)}</ol>
      {fold > 0 && fold < made && (
        <>
          <h2 className="todo-fold">{t("fold")}</h2>
          <ol>{rows(fold, todos.length)}</ol>
        </>
      )}
      {more.has && made >= todos.length && <End isLoading={more.isLoading} read={more.read} />}
    </div>
  );
}

/** Reads on when it comes into sight. */
function End({ isLoading, read }: { isLoading: boolean; read: () => void }) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const seen = new IntersectionObserver(([entry]) => entry?.isIntersecting && !isLoading && read(), {
      rootMargin: "600px",
    });
    if (end.current) seen.observe(end.current);
    return () => seen.disconnect();
  }, [isLoading, read]);
  return (
    <div ref={end} className="todo-end">
      <Skeleton lines={2} />
    </div>
  );
}
