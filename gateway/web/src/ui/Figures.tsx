import type { ReactNode } from "react";
import { type Go, GoLink } from "./Go";
import { Skeleton } from "./shown";
import { Tooltip } from "./Tooltip";
import "./figures.css";

export interface Figure {
  id: string;
  name: string;
  /** undefined while it is on its way. */
  value: ReactNode;
  note?: ReactNode;
  /** "late" for what is overdue. */
  tone?: "late";
  /** Where the rows are that it counts; none where the application has no list of just them. */
  go?: Go;
  /** How it is reckoned, or what it counts: one hover away. */
  definition: string;
}

/** Key figures in one strip; each leads to the rows behind it. */
export function Figures({ of, label }: { of: readonly Figure[]; label: string }) {
  return (
    <ul className="figures" aria-label={label}>
      {of.map((figure) => (
        <li key={figure.id}>
          <Tooltip text={figure.definition}>
            {figure.go ? (
              <GoLink go={figure.go} className="figure">
                <Content of={figure} />
              </GoLink>
            ) : (
              // biome-ignore lint/a11y/noNoninteractiveTabindex: one gets to its definition by keys, too
              <div className="figure" tabIndex={0}>
                <Content of={figure} />
              </div>
            )}
          </Tooltip>
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
