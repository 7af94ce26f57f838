import { useMemo, useState } from "react";
import { useSession } from "../../app/session";
import { isLoggable } from "../../parts/todos/kinds";
import type { Todo } from "../../parts/todos/todo";
import { useTodoActs } from "../../parts/todos/useTodoActs";
import type { RowActs } from "./rowActs";

/** What is open over the list. */
export type Over =
  | { is: "log"; todo: Todo; contactId?: string | undefined }
  | { is: "brief" | "snooze" | "dismiss"; todo: Todo }
  | { is: "add" };

/** The acts of rows; what is being done leaves the list at once, and comes back where it was refused. */
export function useActs() {
  const { may } = useSession();
  const [mayChange, mayLog] = [may("todo.update"), may("interaction.create")];
  const does = useTodoActs();
  const [over, setOver] = useState<Over>();
  const [leaving, setLeaving] = useState<ReadonlySet<string>>(new Set());

  // The commands themselves are the same whatever is drawn.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const acts = useMemo<RowActs>(() => {
    const leave = async (todo: Todo, act: Promise<boolean>): Promise<void> => {
      setLeaving((before) => new Set(before).add(todo.id));
      await act;
      setLeaving((before) => new Set([...before].filter((id) => id !== todo.id)));
    };
    return {
      mayChange,
      canLog: (todo) => mayLog && isLoggable(todo),
      log: (todo, contactId) => setOver({ is: "log", todo, contactId }),
      brief: (todo) => setOver({ is: "brief", todo }),
      complete: (todo) => void leave(todo, does.complete(todo)),
      snooze: (todo, until, said) => void leave(todo, does.snooze(todo, until, said)),
      snoozeTo: (todo) => setOver({ is: "snooze", todo }),
      dismiss: (todo) => setOver({ is: "dismiss", todo }),
      back: (todo) => void leave(todo, does.back(todo)),
    };
  }, [mayChange, mayLog]);

  return { acts, does, over, setOver, leaving };
}
