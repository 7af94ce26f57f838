import { useBlocker } from "@tanstack/react-router";
import { type RefObject, useCallback, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { takesCandidate } from "../app/keys";
import { fingerprintOf } from "./formValues";
import { useGuard } from "./guard";

const TOUCHES = ["keydown", "pointerdown", "beforeinput"];

/** Whether a form holds what was not sent; an overlay around it, the router and the browser ask before it goes. */
export function useUnsaved(form: RefObject<HTMLFormElement | null>, problem: unknown) {
  const { t } = useTranslation();
  const before = useRef<string | null>(null);
  const isSent = useRef(false);

  // Taken just before the first touch: until then fields may still fill themselves.
  useEffect(() => {
    const element = form.current;
    const begin = (event: Event): void => {
      if (element && before.current === null) before.current = fingerprintOf(element);
      if (event instanceof KeyboardEvent && takesCandidate(event)) event.preventDefault();
    };
    for (const kind of TOUCHES) element?.addEventListener(kind, begin, true);
    return () => {
      for (const kind of TOUCHES) element?.removeEventListener(kind, begin, true);
    };
  }, [form]);
  const isDirty = useCallback((): boolean => {
    if (isSent.current || !form.current || before.current === null) return false;
    return fingerprintOf(form.current) !== before.current;
  }, [form]);
  const sent = useCallback((): void => {
    isSent.current = true;
  }, []);
  useEffect(() => {
    if (problem) isSent.current = false;
  }, [problem]);

  const guard = useGuard(isDirty);
  useBlocker({
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && isDirty() && !confirm(t("loseTyped")),
    enableBeforeUnload: isDirty,
  });
  /** Gives up: asks first where something would be lost that an overlay can ask about. */
  const leave = (otherwise: () => void): void => {
    if (guard && isDirty()) guard.leave();
    else otherwise();
  };
  return { sent, leave };
}
