import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { readTouched } from "../../api/anew";
import { insist } from "../../api/command";
import { Intent } from "../../api/intent";

/** A row, and under which id it was selected. */
export interface Chosen<Row> {
  id: string;
  row: Row;
}

/** How it went with one row. */
export type Outcome = { state: "waiting" | "running" | "done" } | { state: "failed"; error: unknown };

export interface Run<Row> {
  name: string;
  rows: readonly Chosen<Row>[];
  outcomes: ReadonlyMap<string, Outcome>;
  isRunning: boolean;
}

/** So many commands are on their way at once. */
const AT_ONCE = 4;

/** Each row by a command of its own: one refusal stops no other, and what was done stays done. */
export async function each<Row>(
  rows: readonly Chosen<Row>[],
  act: (row: Row, id: string) => Promise<unknown>,
  tell: (id: string, outcome: Outcome) => void,
  isStopped: () => boolean,
): Promise<void> {
  const waiting = [...rows];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next && !isStopped(); next = waiting.shift()) {
      const { id, row } = next;
      tell(id, { state: "running" });
      try {
        await act(row, id);
        tell(id, { state: "done" });
      } catch (error) {
        tell(id, { state: "failed", error });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** Many commands under one name. `start` comes to what they answered, each with the id of its row; refused ones answered nothing. */
export function useBulk<Row>() {
  const client = useQueryClient();
  const [run, setRun] = useState<Run<Row>>();
  const stopped = useRef(false);

  const start = useCallback(
    async (name: string, rows: readonly Chosen<Row>[], act: (row: Row) => Promise<unknown>) => {
      const outcomes = new Map<string, Outcome>(rows.map(({ id }) => [id, { state: "waiting" }]));
      const show = (isRunning: boolean): void => setRun({ name, rows, outcomes: new Map(outcomes), isRunning });
      const touched = new Set<string>();
      const answers: Chosen<unknown>[] = [];
      stopped.current = false;
      show(true);
      const one = async (row: Row, id: string): Promise<void> => {
        const intent = new Intent();
        try {
          answers.push({ id, row: await insist(intent, () => act(row)) });
        } finally {
          for (const collection of intent.touched) touched.add(collection);
        }
      };
      const tell = (id: string, outcome: Outcome): void => {
        outcomes.set(id, outcome);
        show(true);
      };
      await each(rows, one, tell, () => stopped.current);
      show(false);
      await readTouched(client, touched);
      return answers;
    },
    [client],
  );
  const stop = useCallback((): void => {
    stopped.current = true;
  }, []);
  const forget = useCallback(() => setRun(undefined), []);
  return { run, start, stop, forget };
}

export function counted(outcomes: ReadonlyMap<string, Outcome>, state: Outcome["state"]): number {
  return [...outcomes.values()].filter((outcome) => outcome.state === state).length;
}
