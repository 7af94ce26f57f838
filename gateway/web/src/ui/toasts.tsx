import { lazy, Suspense, useEffect, useState } from "react";

export interface Result {
  text: string;
  /** Sends the inverse; none where there is no inverse, as for money. */
  undo?: (() => void) | undefined;
  failed: boolean;
}

// Nothing happened yet when the first page is drawn, so that its code may come after it.
const shelf = () => import("./ToastShelf");
const ToastShelf = lazy(() => shelf().then((module) => ({ default: module.ToastShelf })));
const AFTER_THE_PAGE = 3000;

export function tell(text: string, undo?: () => void): void {
  void shelf().then(({ lay }) => lay({ text, undo, failed: false }));
}

export function tellFailure(text: string): void {
  void shelf().then(({ lay }) => lay({ text, failed: true }));
}

/** Once, around everything: the place where they appear. */
export function Toasts() {
  const [isHere, setHere] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setHere(true), AFTER_THE_PAGE);
    const now = (): void => setHere(true);
    addEventListener("pointerdown", now, { once: true });
    addEventListener("keydown", now, { once: true });
    return () => {
      clearTimeout(timer);
      removeEventListener("pointerdown", now);
      removeEventListener("keydown", now);
    };
  }, []);
  if (!isHere) return null;
  return (
    <Suspense>
      <ToastShelf />
    </Suspense>
  );
}
