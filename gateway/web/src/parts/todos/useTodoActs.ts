import { useTranslation } from "react-i18next";
import { api, reply } from "../../api/client";
import { useCommand } from "../../api/command";
import { useSession } from "../../app/session";
import { todayIn } from "../days";
import { dayText, instantAt, timeOf } from "../moments";
import { momentOf, OWN, type Todo } from "./todo";

/** When something that was put off to a day is seen again. */
const MORNING = "09:00";

/** What one does with a to-do; each of it can be undone. They come to whether it was done. */
export function useTodoActs() {
  const { t } = useTranslation("todos");
  const { zone, language } = useSession();
  const { run, isPending } = useCommand();

  const path = ({ id }: Todo) => ({ params: { path: { todo_id: id } } });
  const reopen = (todo: Todo) => reply(api.POST("/v1/todos/{todo_id}:reopen", { ...path(todo), body: {} }));
  const shown = (day: string): string => dayText(day, language, { month: "short", day: "numeric", weekday: "short" });

  const complete = async (todo: Todo): Promise<boolean> =>
    (await run(() => reply(api.POST("/v1/todos/{todo_id}:complete", { ...path(todo), body: {} })), {
      done: t("done.complete"),
      undo: () => reopen(todo),
    })) !== undefined;

  const snooze = async (todo: Todo, until: string, said: string): Promise<boolean> =>
    (await run(
      () => reply(api.POST("/v1/todos/{todo_id}:snooze", { ...path(todo), body: { snoozeUntilTime: until } })),
      { done: t("done.snooze", { when: said }), undo: () => reopen(todo) },
    )) !== undefined;

  const dismiss = async (todo: Todo, reason: string): Promise<boolean> =>
    (await run(() => reply(api.POST("/v1/todos/{todo_id}:dismiss", { ...path(todo), body: { reason } })), {
      done: t("done.dismiss"),
      undo: () => reopen(todo),
    })) !== undefined;

  /** Seen again now, although it was put off. */
  const back = async (todo: Todo): Promise<boolean> =>
    (await run(() => reopen(todo), { done: t("done.back") })) !== undefined;

  /** To another day: one's own is due then; what follows from facts is seen again then. */
  const move = async (todo: Todo, day: string): Promise<boolean> => {
    if (todo.kind !== OWN) {
      if (day > todayIn(zone)) return snooze(todo, instantAt(day, MORNING, zone), shown(day));
      return (
        todo.state === "TODO_STATE_SNOOZED" && (await run(() => reopen(todo), { done: t("done.back") })) !== undefined
      );
    }
    const before = momentOf(todo);
    const patch = (dueTime: string) => reply(api.PATCH("/v1/todos/{todo_id}", { ...path(todo), body: { dueTime } }));
    const done = t("done.move", { when: shown(day) });
    const moved = await run(() => patch(instantAt(day, timeOf(before, zone), zone)), {
      done,
      undo: () => patch(before),
    });
    return moved !== undefined;
  };

  return { complete, snooze, dismiss, back, move, isPending };
}
