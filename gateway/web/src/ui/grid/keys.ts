import { isComposing, isEnter, type Key } from "../../app/keys";

export type Intent = { to: number } | "open" | "select" | "all" | null;

/** What a key means on a row; `page` is how many rows are in sight. */
export function meant(event: Key, at: number, count: number, page: number): Intent {
  if (isComposing(event)) return null;
  if (isEnter(event)) return "open";
  if (event.key === " ") return "select";
  if (event.key === "a" && (event.ctrlKey || event.metaKey)) return "all";
  const to = { ArrowUp: at - 1, ArrowDown: at + 1, PageUp: at - page, PageDown: at + page, Home: 0, End: count - 1 }[
    event.key
  ];
  return to === undefined ? null : { to: Math.min(count - 1, Math.max(0, to)) };
}
