import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { LogSheet } from "../../parts/LogSheet";
import { instantAt } from "../../parts/moments";
import { isEndedByPerson } from "../../parts/todos/kinds";
import { logSubjectOf } from "../../parts/todos/logSubject";
import { headingOf } from "../../parts/todos/todo";
import type { useActs } from "./useActs";

const Brief = lazy(() => import("./Brief").then((module) => ({ default: module.Brief })));
const DayDialog = lazy(() => import("../../parts/todos/DayDialog").then((module) => ({ default: module.DayDialog })));
const DismissDialog = lazy(() =>
  import("../../parts/todos/DismissDialog").then((module) => ({ default: module.DismissDialog })),
);
const TodoDialog = lazy(() =>
  import("../../parts/todos/TodoDialog").then((module) => ({ default: module.TodoDialog })),
);

const MORNING = "09:00";

/** What opens over the list; its code comes when it is opened first. */
export function Overs({ of: { acts, does, over, setOver } }: { of: ReturnType<typeof useActs> }) {
  const { t } = useTranslation("todos");
  const { zone, language } = useSession();
  const close = (): void => setOver(undefined);
  if (!over) return null;
  if (over.is === "add") {
    return (
      <Suspense>
        <TodoDialog close={close} />
      </Suspense>
    );
  }
  const { todo } = over;
  const { task, subject } = headingOf(todo, language);
  if (over.is === "log") {
    const about = logSubjectOf(todo, subject);
    if (!about) return null;
    return (
      <LogSheet
        of={about}
        contactIds={over.contactId ? [over.contactId] : []}
        todo={isEndedByPerson(todo) ? { id: todo.id, title: task } : undefined}
        isOpen
        onOpenChange={close}
      />
    );
  }
  return (
    <Suspense>
      {over.is === "brief" && <Brief todo={todo} acts={acts} close={close} />}
      {over.is === "snooze" && (
        <DayDialog
          title={t("snooze.day")}
          submit={t("snooze.submit")}
          isLater
          close={close}
          onChoose={(day) => void does.snooze(todo, instantAt(day, MORNING, zone), day)}
        />
      )}
      {over.is === "dismiss" && (
        <DismissDialog title={subject || task} close={close} onDismiss={(reason) => void does.dismiss(todo, reason)} />
      )}
    </Suspense>
  );
}
