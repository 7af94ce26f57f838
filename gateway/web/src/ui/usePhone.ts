import { useSyncExternalStore } from "react";

const narrow = globalThis.matchMedia?.("(max-width: 760px)");

/** Whether the page is as narrow as on a phone; the same width as in the style sheets. */
export function usePhone(): boolean {
  return useSyncExternalStore(subscribe, () => narrow?.matches ?? false);
}

function subscribe(listener: () => void): () => void {
  narrow?.addEventListener("change", listener);
  return () => narrow?.removeEventListener("change", listener);
}
