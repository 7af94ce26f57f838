import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { TodoDialog } from "../../../parts/todos/TodoDialog";
import { useTodoWords } from "../../../parts/todos/useTodoWords";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { Icon } from "../../../ui/Icon";
import { Panel } from "../../../ui/Panel";
import { Skeleton } from "../../../ui/shown";
import { useTodosOf } from "../queries";
import type { PartProps } from "./sections";
import { TodoLine } from "./TodoLine";

/** What is to be done with this customer, what matters most first. */
export function TodosPanel({ account }: PartProps) {
  const { t } = useTranslation("customers");
  const { may } = useSession();
  const words = useTodoWords();
  const { data, error, refetch } = useTodosOf(account.id);
  const [isAdding, setAdding] = useState(false);
  if (!may("todo.read")) return null;
  const todos = data?.todos;
  const add = may("todo.create") && !account.archiveTime && (
    <Button kind="plain" onPress={() => setAdding(true)}>
      <Icon name="plus" />
      {t("todos.add")}
    </Button>
  );
  return (
    <Panel title={t("todos.title")} note={todos && todos.length > 0 && todos.length} actions={add}>
      {error ? (
        <Failure of={error} retry={() => void refetch()} isSmall />
      ) : !todos ? (
        <Skeleton lines={2} />
      ) : todos.length === 0 ? (
        <p className="customer-none">{t("todos.none")}</p>
      ) : (
        <ul className="customer-list">
          {todos.map((todo) => (
            <TodoLine key={todo.id} todo={todo} account={account} words={words} />
          ))}
        </ul>
      )}
      {isAdding && <TodoDialog accountId={account.id} close={() => setAdding(false)} />}
    </Panel>
  );
}
