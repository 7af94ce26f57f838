import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { LogSheet } from "../../../parts/LogSheet";
import { isEndedByPerson, isTalk, verbOf } from "../../../parts/todos/kinds";
import { logSubjectOf } from "../../../parts/todos/logSubject";
import { placeOfTodo } from "../../../parts/todos/place";
import { actionOf, headingOf, type Todo } from "../../../parts/todos/todo";
import { useTodoActs } from "../../../parts/todos/useTodoActs";
import type { useTodoWords } from "../../../parts/todos/useTodoWords";
import { Button } from "../../../ui/Button";
import { GoLink } from "../../../ui/Go";
import { Person } from "../../../ui/Person";
import { usePeople } from "../../../ui/people";
import { Reasons } from "../../../ui/Reason";
import type { Account } from "../types";

interface TodoLineProps {
  todo: Todo;
  account: Account;
  words: ReturnType<typeof useTodoWords>;
}

/** One thing to do: what, by when, why, and the button that does it. */
export function TodoLine({ todo, account, words }: TodoLineProps) {
  const { t } = useTranslation("todos");
  const { language, me, may } = useSession();
  const { nameOf } = usePeople();
  const { complete, isPending } = useTodoActs();
  const [isLogging, setLogging] = useState(false);
  const { task, subject } = headingOf(todo, language);
  const action = actionOf(todo, language);
  const about = subject !== account.name ? subject : "";
  const of = logSubjectOf(todo, subject || account.name);
  const canLog = isTalk(todo) && of && may("interaction.create");
  const go = isTalk(todo) || !verbOf(todo) ? undefined : placeOfTodo(todo);
  const isElsewhere = go && (go.search || go.to !== `/customers/${account.id}`);
  const mayEnd = may("todo.update") && todo.ownerId === me.id;
  return (
    <li className="customer-todo">
      <div>
        <span className="customer-line-name">
          {task}
          {about && ` · ${about}`}
        </span>
        {action && action !== task && <p className="customer-quiet">{action}</p>}
        <Reasons of={[words.clock(todo), ...todo.reasons.toReversed().map(words.reason)]} most={3} />
      </div>
      <div className="customer-acts">
        {todo.ownerId !== me.id && <Person name={nameOf(todo.ownerId)} isPlain />}
        {canLog && <Button onPress={() => setLogging(true)}>{words.verb(todo)}</Button>}
        {isElsewhere && (
          <GoLink go={go} className="button">
            {words.verb(todo)}
          </GoLink>
        )}
        {mayEnd && (
          <Button kind="plain" isPending={isPending} onPress={() => void complete(todo)}>
            {t("act.complete")}
          </Button>
        )}
      </div>
      {canLog && (
        <LogSheet
          of={of}
          todo={isEndedByPerson(todo) ? { id: todo.id, title: task } : undefined}
          isOpen={isLogging}
          onOpenChange={setLogging}
        />
      )}
    </li>
  );
}
