import type { MouseEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Checkbox } from "../choices";
import { GoLink } from "../Go";
import type { BodyProps } from "./body";
import { OutcomeMark } from "./OutcomeMark";
import type { Column } from "./types";

/** A row on a phone: what it is, what stands at its end, and below what says more. */
export function GridCard<Row>(props: BodyProps<Row> & { row: Row; id: string }) {
  const { row, id, columns, selection, go, onOpen, rowName, rowTone, outcomes } = props;
  const { t } = useTranslation();
  const { title, end, sub } = places(columns);
  const outcome = outcomes.get(id);
  const open = (event: MouseEvent<HTMLElement>): void => {
    if (event.target instanceof Element && event.target.closest("a, button, input, label")) return;
    if (!event.defaultPrevented) onOpen(row);
  };
  const name: ReactNode = title?.render(row) ?? rowName(row);
  const isSelected = selection?.of.has(id) ?? false;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: a larger place to touch; its link does the same
    <div className={["grid-card", isSelected && "selected", rowTone?.(row)].filter(Boolean).join(" ")} onClick={open}>
      {selection &&
        (outcome ? (
          <OutcomeMark of={outcome} />
        ) : (
          <Checkbox
            aria-label={t("grid.selectRow", { name: rowName(row) })}
            isSelected={isSelected}
            onChange={() => selection.toggle(id, false)}
          />
        ))}
      <div className="grid-card-words">
        <div className="grid-card-line">
          <span className="grid-card-title">
            {go ? (
              <GoLink go={go(row)} className="grid-link">
                {name}
              </GoLink>
            ) : (
              <button type="button" className="grid-link" onClick={() => onOpen(row)}>
                {name}
              </button>
            )}
          </span>
          {end.map((column) => (
            <span key={column.id} className="grid-card-end">
              {column.render(row)}
            </span>
          ))}
        </div>
        {sub.length > 0 && (
          <div className="grid-card-sub">
            {sub.map((column) => (
              <span key={column.id}>{column.render(row)}</span>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}

function places<Row>(columns: readonly Column<Row>[]) {
  const at = (place: Column<Row>["phone"]): Column<Row>[] => columns.filter(({ phone }) => phone === place);
  return { title: at("title")[0] ?? columns[0], end: at("end"), sub: at("sub") };
}
