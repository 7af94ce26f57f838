import type { ReactNode } from "react";
import { type Go, GoLink } from "./Go";
import { Skeleton } from "./shown";
import { Tooltip, type TooltipProps } from "./Tooltip";
import "./figures.css";

export interface Figure {
  id: string;
  name: string;
  /** undefined while it is on its way. */
  value: ReactNode;
  note?: ReactNode;
  /** "late" for what is overdue. */
  tone?: "late";
  /** Where the rows are that it counts. */
  go?: Go;
  /** How it is reckoned. */
  definition?: string;
}

/** Key figures in one strip; each leads to the rows behind it. */
export function Figures({ of, label }: { of: readonly Figure[]; label: string }) {
  return (
    <ul className="figures" aria-label={label}>
      {of.map((figure) => (
        <li key={figure.id}>
          <Defined by={figure.definition}>
            {figure.go ? (
              <GoLink go={figure.go} className="figure">
                <Content of={figure} />
              </GoLink>
            ) : (
              // One gets to its definition by keys, too.
              <div className="figure" {...(figure.definition && { tabIndex: 0 })}>
                <Content of={figure} />
              </div>
            )}
          </Defined>
        </li>
      ))}
    </ul>
  );
}

function Content({ of: { name, value, note, tone } }: { of: Figure }) {
  return (
    <>
      <span className="figure-name">{name}</span>
      <b className={tone === "late" ? "figure-value late" : "figure-value"}>
        {value === undefined ? <Skeleton /> : value}
      </b>
      {/* Its line is kept, so that nothing moves when it comes. */}
      <span className="figure-note">{note}</span>
    </>
  );
}

function Defined({ by, children }: { by: string | undefined; children: TooltipProps["children"] }) {
  return by ? <Tooltip text={by}>{children}</Tooltip> : children;
}
