// biome-ignore-all lint/a11y/useSemanticElements: rows of which only those in sight exist are laid out by us, not as an HTML table
// biome-ignore-all lint/a11y/useFocusableInteractive: the rows have the focus, one at a time; cells and headers hold what has it besides

import { type CSSProperties, type KeyboardEvent, type MouseEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Checkbox } from "../choices";
import { GoLink } from "../Go";
import type { BodyProps } from "./body";
import { CellEdit } from "./CellEdit";
import { OutcomeMark } from "./OutcomeMark";
import type { Column } from "./types";

export interface GridRowProps<Row> extends BodyProps<Row> {
  row: Row;
  id: string;
  index: number;
  isActive: boolean;
  onActive: (index: number) => void;
  onPress: (event: KeyboardEvent<HTMLElement>, index: number) => void;
  style: CSSProperties;
}

export function GridRow<Row>(props: GridRowProps<Row>) {
  const { row, id, index, isActive, onActive, onPress, style, columns, selection, onOpen, rowName, rowTone, outcomes } =
    props;
  const { t } = useTranslation();
  const isSelected = selection?.of.has(id) ?? false;
  const outcome = outcomes.get(id);
  const click = (event: MouseEvent<HTMLElement>): void => {
    if (event.defaultPrevented || isOwn(event) || getSelection()?.toString()) return;
    onOpen(row);
  };
  return (
    <div
      role="row"
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={selection ? isSelected : undefined}
      tabIndex={isActive ? 0 : -1}
      className={["grid-row", "body", isSelected && "selected", rowTone?.(row)].filter(Boolean).join(" ")}
      style={style}
      onFocus={() => onActive(index)}
      onKeyDown={(event) => onPress(event, index)}
      onClick={click}
    >
      {selection && (
        <div role="gridcell" className="grid-cell tick-cell">
          {outcome ? (
            <OutcomeMark of={outcome} />
          ) : (
            <TickBox
              label={t("grid.selectRow", { name: rowName(row) })}
              isSelected={isSelected}
              toggle={(isRange) => selection.toggle(id, isRange)}
            />
          )}
        </div>
      )}
      {columns.map((column, at) => (
        <Cell key={column.id} {...props} column={column} isTitle={column.isFixed ?? at === 0} />
      ))}
    </div>
  );
}

/** Knows whether Shift was held, which a checkbox does not say. */
function TickBox({
  label,
  isSelected,
  toggle,
}: {
  label: string;
  isSelected: boolean;
  toggle: (isRange: boolean) => void;
}) {
  const [isRange, setRange] = useState(false);
  return (
    <span onPointerDownCapture={(event) => setRange(event.shiftKey)}>
      <Checkbox aria-label={label} isSelected={isSelected} excludeFromTabOrder onChange={() => toggle(isRange)} />
    </span>
  );
}

function Cell<Row>({
  column,
  row,
  go,
  isTitle,
  isActive,
  onEdit,
}: GridRowProps<Row> & { column: Column<Row>; isTitle: boolean }) {
  const content: ReactNode = column.render(row);
  const mayEdit = onEdit && column.edit && (column.edit.may?.(row) ?? true);
  const classes = ["grid-cell", column.align, column.isFixed && "fixed", mayEdit && "editable"]
    .filter(Boolean)
    .join(" ");
  return (
    <div role="gridcell" className={classes}>
      <div className="grid-content">
        {isTitle && go ? (
          <GoLink go={go(row)} className="grid-link" tabIndex={-1}>
            {content}
          </GoLink>
        ) : (
          content
        )}
      </div>
      {mayEdit && <CellEdit column={column} row={row} isReachable={isActive} onEdit={onEdit} />}
    </div>
  );
}

/** Whether something inside the row was meant. */
function isOwn(event: MouseEvent<HTMLElement>): boolean {
  return (
    event.target instanceof Element &&
    event.target.closest("a, button, input, label, [role=dialog], [role=option]") !== null
  );
}
