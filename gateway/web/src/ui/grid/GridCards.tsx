import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { BodyProps } from "./body";
import { GridCard } from "./GridCard";
import "./rows.css";

const CARD = 76;
const AHEAD = 20;

/** Rows as cards, in the page of a phone: it is the page that scrolls. */
export function GridCards<Row>(props: BodyProps<Row>) {
  const { label, rows, ids, more, isStale } = props;
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    setTop((list.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
  }, []);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => CARD,
    overscan: 8,
    scrollMargin: top,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (more && last >= rows.length - AHEAD) more();
  }, [more, last, rows.length]);
  return (
    <ul
      ref={list}
      className={isStale ? "grid-cards stale" : "grid-cards"}
      aria-label={label}
      aria-busy={isStale}
      style={{ height: virtual.getTotalSize() }}
    >
      {items.map(({ index, start }) => {
        const [row, id] = [rows[index], ids[index]];
        if (row === undefined || id === undefined) return null;
        return (
          <li
            key={id}
            ref={virtual.measureElement}
            data-index={index}
            className="grid-card-place"
            style={{ translate: `0 ${start - top}px` }}
          >
            <GridCard {...props} row={row} id={id} />
          </li>
        );
      })}
    </ul>
  );
}
