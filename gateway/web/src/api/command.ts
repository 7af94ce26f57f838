import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { tell, tellFailure } from "../ui/toasts";
import { readTouched } from "./anew";
import { Intent } from "./intent";
import { Problem } from "./problem";
import { useProblemText } from "./problemText";
import { noticed } from "./queries";

export interface CommandOptions<T> {
  /** What is said when it is done; nothing where the page shows it anyway. */
  done?: string | ((replied: T) => string);
  /** Sends the inverse: old values with the new etag, or the inverse verb. None where there is none, as for money. */
  undo?: (replied: T) => Promise<unknown>;
  /** The form on the screen shows `problem` itself: no message beside it. */
  quiet?: boolean;
}

export interface Command {
  /** What was replied; undefined where it was refused, and then `problem` says why. */
  run: <T>(call: () => Promise<T>, options?: CommandOptions<T>) => Promise<T | undefined>;
  isPending: boolean;
  problem: Problem | undefined;
  /** Forgets the problem, as when a form is opened anew. */
  reset: () => void;
}

/** Asks for the password once more; true when it was given. The frame puts in how. */
let confirmed: () => Promise<boolean> = async () => false;

export function onSignInAgain(ask: () => Promise<boolean>): void {
  confirmed = ask;
}

/**
 * One thing that a person does: `run(() => reply(api.POST(...)), { done: t("claimed"), undo: (lead) => reply(api.POST(...)) })`.
 * One idempotency key however often it is sent, what it touched is read anew, results are told, and money asks for the password where the
 * last sign-in is long ago.
 */
export function useCommand(): Command {
  const client = useQueryClient();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const [problem, setProblem] = useState<Problem>();
  const [isPending, setPending] = useState(false);
  const running = useRef(0);

  const run = useCallback(
    async <T>(
      call: () => Promise<T>,
      { done, undo, quiet = false }: CommandOptions<T> = {},
    ): Promise<T | undefined> => {
      const intent = new Intent();
      setProblem(undefined);
      running.current += 1;
      setPending(true);
      try {
        const replied = await insist(intent, call);
        await readTouched(client, intent.touched);
        const undone = undo && (() => void run(() => undo(replied), { done: t("undone") }));
        if (done) tell(typeof done === "function" ? done(replied) : done, undone);
        return replied;
      } catch (error) {
        const refused = asProblem(error);
        noticed(refused);
        setProblem(refused);
        if (refused.isStale) await readTouched(client, intent.touched);
        if (!quiet) tellFailure(textOf(refused));
        return undefined;
      } finally {
        running.current -= 1;
        setPending(running.current > 0);
      }
    },
    [client, t, textOf],
  );

  const reset = useCallback(() => setProblem(undefined), []);
  return { run, isPending, problem, reset };
}

/** Tries it, and where the password is wanted first and given, once more under the same keys. */
export async function insist<T>(intent: Intent, call: () => Promise<T>, confirm = confirmed): Promise<T> {
  try {
    return await intent.attempt(call);
  } catch (error) {
    if (!(error instanceof Problem) || error.reason !== "SIGN_IN_AGAIN" || !(await confirm())) throw error;
    return intent.attempt(call);
  }
}

/** A mistake of the app is a mistake, not a refusal: it goes on to the page's error. */
function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  throw error;
}
