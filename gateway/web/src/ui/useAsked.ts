import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

/** A pointer that only passes does not ask; one that slips off for a moment does not stop. */
const REST = 400;
const LINGER = 300;

/** Whether somebody wants to know more about it: the pointer rests on it, or a key brought the focus to it. */
export function useAsked(of: RefObject<HTMLElement | null>, prepare: () => Promise<unknown>) {
  const [isAsked, setAsked] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const turn = useCallback((to: boolean, after: number): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAsked(to), after);
  }, []);
  const stay = useCallback(() => turn(true, 0), [turn]);
  const leave = useCallback(() => turn(false, LINGER), [turn]);
  const close = useCallback(() => turn(false, 0), [turn]);

  useEffect(() => {
    const element = of.current;
    if (!element) return;
    const gone = new AbortController();
    const on = <Name extends keyof HTMLElementEventMap>(name: Name, act: (event: HTMLElementEventMap[Name]) => void) =>
      element.addEventListener(name, act, { signal: gone.signal });
    on("pointerenter", ({ pointerType }) => {
      if (pointerType === "touch") return;
      prepare().catch(() => {});
      turn(true, REST);
    });
    on("focus", () => element.matches(":focus-visible") && stay());
    on("pointerleave", leave);
    on("pointerdown", close);
    on("blur", close);
    return () => {
      gone.abort();
      clearTimeout(timer.current);
    };
  }, [of, prepare, turn, stay, leave, close]);

  useEffect(() => {
    if (!isAsked) return;
    const onKey = (event: KeyboardEvent): void => {
      // Escape ends this alone, not also the dialog that it is in.
      if (event.key === "Escape") event.stopPropagation();
      close();
    };
    document.addEventListener("keydown", onKey, true);
    return () => document.removeEventListener("keydown", onKey, true);
  }, [isAsked, close]);

  return { isAsked, stay, leave, close };
}
