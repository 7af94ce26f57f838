// biome-ignore-all lint/a11y/useSemanticElements: rows of which only those in sight exist are laid out by us, not as an HTML table
// biome-ignore-all lint/a11y/useFocusableInteractive: the rows have the focus, one at a time; cells and headers hold what has it besides

import { type PointerEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Checkbox } from "../choices";
import { Icon } from "../Icon";
import type { BodyProps } from "./body";
import { directionOf, nextOrder } from "./order";
import { howMuch } from "./selection";
import type { Column } from "./types";

/** The names of the columns: pressed they sort, pulled at their edge they get wider. */
export function GridHead<Row>(props: BodyProps<Row> & { layout: string }) {
  const { columns, selection, ids, layout } = props;
  const { t } = useTranslation();
  const selected = selection ? howMuch(selection.of, ids) : "none";
  return (
    <div role="rowgroup" className="grid-head">
      <div role="row" aria-rowindex={1} className="grid-row" style={{ gridTemplateColumns: layout }}>
        {selection && (
          <div role="columnheader" className="grid-cell tick-cell">
            <Checkbox
              aria-label={t("grid.selectAll")}
              isSelected={selected === "all"}
              isIndeterminate={selected === "some"}
              onChange={selection.all}
            />
          </div>
        )}
        {columns.map((column) => (
          <Header key={column.id} column={column} {...props} />
        ))}
      </div>
    </div>
  );
}

function Header<Row>({ column, order, onOrder, onWidth }: BodyProps<Row> & { column: Column<Row> }) {
  const { id, name, sort, align, isFixed } = column;
  const direction = sort ? directionOf(order, sort) : undefined;
  const classes = ["grid-cell", align, isFixed && "fixed"].filter(Boolean).join(" ");
  return (
    <div role="columnheader" className={classes} {...(direction && { "aria-sort": direction })}>
      {sort ? (
        <button type="button" className="grid-sort" onClick={() => onOrder(nextOrder(order, sort))}>
          <span>{name}</span>
          {direction && <Icon name={direction === "ascending" ? "up" : "down"} size={14} />}
        </button>
      ) : (
        <span className="grid-name">{name}</span>
      )}
      <Edge onWidth={(width) => onWidth(id, width)} />
    </div>
  );
}

/** Pulled by the pointer; the keyboard has the dialog of columns. Twice pressed, the column is as wide as it was. */
function Edge({ onWidth }: { onWidth: (width: number | undefined) => void }) {
  const began = useRef({ at: 0, width: 0 });
  const begin = (event: PointerEvent<HTMLElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    began.current = { at: event.clientX, width: event.currentTarget.parentElement?.offsetWidth ?? 0 };
  };
  const pull = (event: PointerEvent<HTMLElement>): void => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) {
      onWidth(began.current.width + event.clientX - began.current.at);
    }
  };
  return (
    <span
      className="grid-edge"
      aria-hidden="true"
      onPointerDown={begin}
      onPointerMove={pull}
      onDoubleClick={() => onWidth(undefined)}
    />
  );
}
