// biome-ignore-all lint/a11y/useSemanticElements: rows of which only those in sight exist are laid out by us, not as an HTML table

import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { BodyProps } from "./body";
import { GridHead } from "./GridHead";
import { GridRow } from "./GridRow";
import { meant } from "./keys";
import { template, useRoom } from "./room";
import "./rows.css";

const ROW = 44;
const TALL_ROW = 58;
/** So many rows before the end, the next page is read. */
const AHEAD = 30;

/** Rows below each other under headers; only those in sight are there. */
export function GridTable<Row>(props: BodyProps<Row>) {
  const { label, rows, ids, columns, widths, selection, onOpen, more, isTall, fit, isStale } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const room = useRoom(scroller, fit);
  const [active, setActive] = useState(0);
  const height = isTall ? TALL_ROW : ROW;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (more && last >= rows.length - AHEAD) more();
  }, [more, last, rows.length]);

  const focus = (index: number): void => {
    setActive(index);
    virtual.scrollToIndex(index);
    requestAnimationFrame(() => {
      scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus({ preventScroll: true });
    });
  };
  const press = (event: KeyboardEvent<HTMLElement>, index: number): void => {
    // Buttons and fields inside a row have keys of their own.
    if (event.target !== event.currentTarget) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / height) - 2);
    const intent = meant(event.nativeEvent, index, rows.length, page);
    const [row, id] = [rows[index], ids[index]];
    if (intent === null || row === undefined || id === undefined) return;
    event.preventDefault();
    if (intent === "open") onOpen(row);
    else if (intent === "select") selection?.toggle(id, event.shiftKey);
    else if (intent === "all") selection?.all();
    else focus(intent.to);
  };

  const layout = template(columns, widths, selection !== undefined);
  return (
    <div
      ref={scroller}
      className={isStale ? "grid-table stale" : "grid-table"}
      style={{ maxHeight: room }}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-busy={isStale}
      aria-multiselectable={selection !== undefined}
    >
      <div className="grid-sheet" role="presentation" style={{ minWidth: layout.width }}>
        <GridHead {...props} layout={layout.columns} />
        <div role="rowgroup" className="grid-rows" style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const [row, id] = [rows[index], ids[index]];
            if (row === undefined || id === undefined) return null;
            return (
              <GridRow
                key={id}
                {...props}
                row={row}
                id={id}
                index={index}
                isActive={index === Math.min(active, rows.length - 1)}
                onActive={setActive}
                onPress={press}
                style={{ gridTemplateColumns: layout.columns, height, translate: `0 ${start}px` }}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}
