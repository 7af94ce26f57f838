import { type RefObject, useEffect, useRef } from "react";
import { isEnter, matches, onHotkey } from "../../../app/keys";
import { stepped } from "../candidates";

export interface CandidateKeys {
  count: number;
  chosen: number;
  choose: (at: number) => void;
  accept: () => void;
  reject: (() => void) | undefined;
}

const REJECT = "x";

/** j and k, or the arrows, go from candidate to candidate; Enter accepts the chosen one, x turns it down. The first one has the focus. */
export function useCandidateKeys(keys: CandidateKeys): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null);
  const now = useRef(keys);
  useEffect(() => {
    now.current = keys;
  });
  useEffect(() => {
    const element = list.current;
    const radios = (): HTMLInputElement[] => [...(element?.querySelectorAll<HTMLInputElement>("input") ?? [])];
    const step = (by: 1 | -1) => (): void => {
      const { chosen, count, choose } = now.current;
      const at = stepped(chosen, by, count);
      choose(at);
      radios()[at]?.focus();
    };
    const does: Readonly<Record<string, () => void>> = {
      j: step(1),
      k: step(-1),
      [REJECT]: () => now.current.reject?.(),
    };
    // A radio button counts as a field, in which letters are typed: there they are heard by themselves.
    const press = (event: KeyboardEvent): void => {
      const act = isEnter(event) ? now.current.accept : Object.entries(does).find(([key]) => matches(event, key))?.[1];
      if (!act || !(event.target instanceof HTMLInputElement)) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    };
    element?.addEventListener("keydown", press);
    const ends = Object.entries(does).map(([key, act]) => onHotkey(key, act));
    radios()[now.current.chosen]?.focus({ preventScroll: true });
    return () => {
      element?.removeEventListener("keydown", press);
      for (const end of ends) end();
    };
  }, []);
  return list;
}
