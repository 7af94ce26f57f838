import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { readAnew } from "../api/anew";
import { type Listener, listen, type Update } from "../api/live";

/** Changes come in bursts, as after an import: one reading for all of them. */
const TOGETHER = 400;

/** Reads anew what changed while somebody looks at it. Once, in the frame. */
export function useLive(): void {
  const client = useQueryClient();
  useEffect(() => {
    const { listener, stop } = gather(client);
    const connection = listen(listener);
    return () => {
      stop();
      connection.close();
    };
  }, [client]);
}

export function gather(client: QueryClient): { listener: Listener; stop: () => void } {
  const waiting = new Map<string, Update>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = (): void => {
    timer = undefined;
    const updates = [...waiting.values()];
    waiting.clear();
    void readAnew(client, updates);
  };
  const listener: Listener = {
    update: (update) => {
      waiting.set(`${update.type} ${update.id}`, update);
      timer ??= setTimeout(flush, TOGETHER);
    },
    reset: () => void client.invalidateQueries(),
  };
  return { listener, stop: () => clearTimeout(timer) };
}
