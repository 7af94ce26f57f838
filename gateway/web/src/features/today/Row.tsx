import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { daysBetween } from "../../parts/days";
import { placeOfTodo } from "../../parts/todos/place";
import { actionOf, headingOf, lateSince, type Todo } from "../../parts/todos/todo";
import type { useTodoWords } from "../../parts/todos/useTodoWords";
import { GoLink } from "../../ui/Go";
import { Person } from "../../ui/Person";
import { Reasons } from "../../ui/Reason";
import { Badge } from "../../ui/shown";
import { Buttons } from "./Buttons";
import type { RowActs } from "./rowActs";
import { Stake } from "./Stake";

interface RowProps {
  todo: Todo;
  /** Its place in the list, from 1. */
  place: number;
  today: string;
  words: ReturnType<typeof useTodoWords>;
  acts: RowActs;
  /** Whose it is, where several people's are shown. */
  owner: string | undefined;
  isFirst: boolean;
}

/** What to do, with whom, why, for how much, and the buttons that do it. */
export const Row = memo(function Row({ todo, place, today, words, acts, owner, isFirst }: RowProps) {
  const { t } = useTranslation("today");
  const { language } = useSession();
  const { task, subject } = headingOf(todo, language);
  const action = actionOf(todo, language);
  const late = lateSince(todo, today);
  const clock = words.clock(todo);
  const chips = [clock, ...todo.reasons.toReversed().map(words.reason)];
  const name = subject || task;
  const go = placeOfTodo(todo);
  return (
    <li className="todo" data-todo={todo.id}>
      <span className={isFirst ? "todo-place first" : "todo-place"} aria-hidden="true">
        {place}
      </span>
      <div className="todo-words">
        <div className="todo-head">
          {go ? (
            <GoLink go={go} className="todo-name">
              {name}
            </GoLink>
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: one goes from row to row by keys
            <span className="todo-name" tabIndex={0}>
              {name}
            </span>
          )}
          {owner && <Person name={owner} isPlain />}
        </div>
        <div className="todo-chips">
          {subject && <Badge tone="on">{task}</Badge>}
          {late && <Badge tone="late">{t("overdue", { count: daysBetween(late, today) ?? 0 })}</Badge>}
          <Reasons of={chips} most={3} />
        </div>
        {action && action !== task && <p className="todo-text">{action}</p>}
        {todo.note && <p className="todo-text">{todo.note}</p>}
      </div>
      <Stake of={todo} today={today} gain={words.gain(todo)} />
      <Buttons todo={todo} name={name} verb={words.verb(todo)} acts={acts} isFirst={isFirst} />
    </li>
  );
});
