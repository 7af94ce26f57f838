import { type ReactNode, useId } from "react";
import "./panel.css";

export interface PanelProps {
  title?: ReactNode;
  /** A word more beside the title: a count, a definition. */
  note?: ReactNode;
  actions?: ReactNode;
  /** What fills it to the edge: a list, a table. */
  isFlush?: boolean;
  children: ReactNode;
}

/** A part of a page on its own ground. */
export function Panel({ title, note, actions, isFlush = false, children }: PanelProps) {
  const id = useId();
  const headed = title !== undefined || actions !== undefined;
  return (
    <section className="panel" {...(title !== undefined && { "aria-labelledby": id })}>
      {headed && (
        <header className="panel-head">
          <div className="panel-words">
            {title !== undefined && <h2 id={id}>{title}</h2>}
            {note && <span className="panel-note">{note}</span>}
          </div>
          {actions && <div className="panel-actions">{actions}</div>}
        </header>
      )}
      <div className={isFlush ? "panel-body flush" : "panel-body"}>{children}</div>
    </section>
  );
}
