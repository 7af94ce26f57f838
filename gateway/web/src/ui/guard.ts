import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";

/** Whether something was typed that closing would lose. A form inside an overlay says so; the overlay asks before it closes. */
export type Guard = { current: (() => boolean) | null };

export const GuardContext = createContext<Guard | null>(null);

/** Says to the overlay around, if any, what would be lost. Returns whether there is one. */
export function useGuard(isDirty: () => boolean): boolean {
  const guard = useContext(GuardContext);
  useEffect(() => {
    if (!guard) return;
    guard.current = isDirty;
    return () => {
      guard.current = null;
    };
  }, [guard, isDirty]);
  return guard !== null;
}

export interface Opening {
  defaultOpen?: boolean | undefined;
  isOpen?: boolean | undefined;
  onOpenChange?: ((isOpen: boolean) => void) | undefined;
}

/** Open and closed, with a question between the two where something would be lost. */
export function useOpening({ defaultOpen = false, isOpen, onOpenChange }: Opening) {
  const [own, setOwn] = useState(defaultOpen);
  const [isAsking, setAsking] = useState(false);
  const guard = useRef<(() => boolean) | null>(null);
  const open = isOpen ?? own;
  const set = useCallback(
    (to: boolean): void => {
      setAsking(false);
      setOwn(to);
      onOpenChange?.(to);
    },
    [onOpenChange],
  );
  const change = useCallback(
    (to: boolean): void => {
      if (!to && guard.current?.()) setAsking(true);
      else set(to);
    },
    [set],
  );
  return useMemo(
    () => ({ isOpen: open, change, close: () => set(false), guard, isAsking, stay: () => setAsking(false) }),
    [open, change, set, isAsking],
  );
}
