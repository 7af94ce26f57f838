import { type RefObject, useLayoutEffect, useState } from "react";
import type { Column } from "./types";

const USUAL = 160;
const SELECT = 44;
/** Below the list: the edge of the page, and on a narrow one the bar of the phone. */
const BELOW = 26;
const LEAST = 320;
const INNER = 480;

/** How columns share the width: what was pulled has its own, the others what is left. */
export function template<Row>(
  columns: readonly Column<Row>[],
  widths: Readonly<Record<string, number>>,
  isSelectable: boolean,
): { columns: string; width: number } {
  const each = columns.map(({ id, width = USUAL }) => {
    const pulled = widths[id];
    return pulled ? { track: `${pulled}px`, least: pulled } : { track: `minmax(${width}px, ${width}fr)`, least: width };
  });
  // Where every column was pulled, nothing would fill the rest.
  const isAllPulled = columns.length > 0 && columns.every(({ id }) => widths[id]);
  const tracks = [
    ...(isSelectable ? [`${SELECT}px`] : []),
    ...each.map(({ track }) => track),
    ...(isAllPulled ? ["1fr"] : []),
  ];
  return {
    columns: tracks.join(" "),
    width: each.reduce((sum, { least }) => sum + least, isSelectable ? SELECT : 0),
  };
}

/** How high the list may be, so that it ends where the window does and scrolls by itself. */
export function useRoom(element: RefObject<HTMLElement | null>, fit: "page" | "rows"): number {
  // Never without a limit: for one moment, every row would be in sight.
  const [room, setRoom] = useState(INNER);
  useLayoutEffect(() => {
    const measure = (): void => {
      if (!element.current) return;
      const top = element.current.getBoundingClientRect().top + window.scrollY;
      setRoom(fit === "rows" ? INNER : Math.max(LEAST, Math.floor(window.innerHeight - top - BELOW)));
    };
    measure();
    const watch = new ResizeObserver(measure);
    // What stands above it may grow: chips, figures that arrive.
    watch.observe(document.body);
    if (element.current?.parentElement) watch.observe(element.current.parentElement);
    window.addEventListener("resize", measure);
    return () => {
      watch.disconnect();
      window.removeEventListener("resize", measure);
    };
  }, [element, fit]);
  return room;
}
