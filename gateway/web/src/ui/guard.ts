import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";

/** Whether something was typed that closing would lose. A form inside an overlay says so; the overlay asks before it closes. */
export interface Guard {
  current: (() => boolean) | null;
  /** Closes the overlay, or asks first. */
  leave: () => void;
}

export const GuardContext = createContext<Guard | null>(null);

/** Says to the overlay around, if there is one, what would be lost. */
export function useGuard(isDirty: () => boolean): Guard | null {
  const guard = useContext(GuardContext);
  useEffect(() => {
    if (!guard) return;
    guard.current = isDirty;
    return () => {
      guard.current = null;
    };
  }, [guard, isDirty]);
  return guard;
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
  const guard = useRef<Guard>({ current: null, leave: () => {} });
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
      if (!to && guard.current.current?.()) setAsking(true);
      else set(to);
    },
    [set],
  );
  useEffect(() => {
    guard.current.leave = () => change(false);
  }, [change]);
  return useMemo(
    () => ({ isOpen: open, change, close: () => set(false), guard, isAsking, stay: () => setAsking(false) }),
    [open, change, set, isAsking],
  );
}
