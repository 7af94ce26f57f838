import type { ReactNode } from "react";
import "./facts.css";

export interface Fact {
  name: string;
  /** A dash stands for what is not known. */
  value: ReactNode;
  id?: string;
  /** Most have none: left out where it is not known. */
  isRare?: boolean;
}

/** What is known about something: names and values below each other, or in columns where there is room. */
export function Facts({ of, columns = 1 }: { of: readonly Fact[]; columns?: 1 | 2 | 3 }) {
  const shown = of.filter(({ isRare, value }) => !(isRare && isMissing(value)));
  return (
    <dl className={`facts by-${columns}`}>
      {shown.map(({ id, name, value }) => (
        <div key={id ?? name} className="fact">
          <dt>{name}</dt>
          <dd>{isMissing(value) ? <span className="fact-none">—</span> : value}</dd>
        </div>
      ))}
    </dl>
  );
}

function isMissing(value: ReactNode): boolean {
  return value === undefined || value === null || value === "" || value === false;
}
