import { lazy, Suspense, useEffect } from "react";
import { useSession } from "../app/session";
import { texts } from "../i18n";
import type { LogSubject } from "./log/subject";
import type { Todo } from "./todos/todo";

export type { LoggedType, LogSubject } from "./log/subject";

export interface LogSheetProps {
  /** What was talked about. */
  of: LogSubject;
  /** Who of the customer is known to have taken part. */
  contactIds?: readonly string[];
  /** The to-do that it comes from, where a talk alone does not end that. */
  todo?: { id: string; title: string } | undefined;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** After it was sent, or kept until it can be. */
  onLogged?: () => void;
}

const load = () => import("./log/Sheet").then((module) => ({ default: module.Sheet }));
const Sheet = lazy(load);

const SOON = 1500;

/** Fetches the sheet and its texts before somebody wants them: it opens at once then, also where the network is gone meanwhile. */
export function prepareLogSheet(): void {
  void Promise.all([load(), texts("log", "words")()]).catch(() => {});
}

/** The same once the page stands; and what the day asks for is kept, to be picked from without a network. */
export function usePreparedLogSheet(todos?: readonly Todo[]): void {
  const { me, language } = useSession();
  useEffect(() => {
    const timer = setTimeout(prepareLogSheet, SOON);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    if (!todos) return;
    const keep = async (): Promise<void> => {
      const { keepTodoPicks, todoPicksOf } = await import("./log/todoPicks");
      keepTodoPicks(me.id, todoPicksOf(todos, language));
    };
    const timer = setTimeout(() => void keep().catch(() => {}), SOON);
    return () => clearTimeout(timer);
  }, [todos, me.id, language]);
}

/** Writing down what was said with a customer: about an account, a lead, a deal, a contract, an instalment. */
export function LogSheet(props: LogSheetProps) {
  if (!props.isOpen) return null;
  return (
    <Suspense>
      <Sheet {...props} />
    </Suspense>
  );
}
