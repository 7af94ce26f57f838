import type { ReactNode } from "react";
import { type Go, GoLink } from "./Go";
import "./bars.css";

/** "late1" to "late3": overdue, and ever longer. */
export type BarTone = "accent" | "soft" | "info" | "good" | "warn" | "late1" | "late2" | "late3" | "none";

export interface Bar {
  id: string;
  name: string;
  /** How long it is, in the unit of the others; only its proportion is shown. */
  size: number;
  /** What it says: an amount, a count. */
  text: ReactNode;
  note?: ReactNode;
  tone?: BarTone;
  /** Where the rows are that it is made of. */
  go?: Go;
}

/** Parts of a whole in one bar, each named below it: ageing. */
export function Bars({ of, label }: { of: readonly Bar[]; label: string }) {
  const whole = of.reduce((sum, { size }) => sum + Math.max(0, size), 0);
  return (
    <figure className="bars" aria-label={label}>
      <div className="bars-whole" aria-hidden="true">
        {of.map(({ id, size, tone = "accent" }) =>
          size > 0 && whole > 0 ? (
            <span key={id} className={`fill ${tone}`} style={{ flexGrow: size / whole }} />
          ) : null,
        )}
      </div>
      <ul className="bars-names">
        {of.map((bar) => (
          <li key={bar.id}>
            <Linked go={bar.go} className="bars-name">
              <span className={`dot fill ${bar.tone ?? "accent"}`} />
              <span className="bars-text">
                <span>{bar.name}</span>
                <b>{bar.text}</b>
                {bar.note && <small>{bar.note}</small>}
              </span>
            </Linked>
          </li>
        ))}
      </ul>
    </figure>
  );
}

/** Amounts below each other, each as long as it is: by owner, by channel. */
export function BarList({ of, label }: { of: readonly Bar[]; label: string }) {
  const most = Math.max(...of.map(({ size }) => size), 0);
  return (
    <ul className="bar-list" aria-label={label}>
      {of.map(({ id, name, size, text, note, tone = "accent", go }) => (
        <li key={id}>
          <Linked go={go} className="bar-row">
            <span className="bar-name">{name}</span>
            <b>{text}</b>
            <span className="bar-track">
              <span
                className={`fill ${tone}`}
                style={{ width: `${most > 0 ? (Math.max(0, size) / most) * 100 : 0}%` }}
              />
            </span>
            {note && <small>{note}</small>}
          </Linked>
        </li>
      ))}
    </ul>
  );
}

export function Linked({ go, className, children }: { go: Go | undefined; className: string; children: ReactNode }) {
  return go ? (
    <GoLink go={go} className={className}>
      {children}
    </GoLink>
  ) : (
    <div className={className}>{children}</div>
  );
}
