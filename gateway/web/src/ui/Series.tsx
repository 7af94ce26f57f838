import type { ReactNode } from "react";
import { Linked } from "./Bars";
import type { Go } from "./Go";
import "./bars.css";
import "./series.css";

export interface Point {
  id: string;
  /** Below it: a week, a month. */
  name: string;
  value: number;
  /** How far it may reach, as the upper end of a forecast. */
  upTo?: number;
  /** Above it. */
  text: ReactNode;
  tone?: "accent" | "soft" | "late3" | "none";
  go?: Go;
}

/** Amounts beside each other in time; each leads to what it is made of. */
export function Series({ of, label }: { of: readonly Point[]; label: string }) {
  const most = Math.max(...of.map(({ value, upTo = 0 }) => Math.max(value, upTo)), 0);
  const height = (of: number): string => `${most > 0 ? (Math.max(0, of) / most) * 100 : 0}%`;
  return (
    <ol className="series" aria-label={label}>
      {of.map(({ id, name, value, upTo, text, tone = "accent", go }) => (
        <li key={id}>
          <Linked go={go} className="series-point">
            <span className="series-column">
              <span className="series-text" style={{ bottom: height(Math.max(value, upTo ?? 0)) }}>
                {text}
              </span>
              {upTo !== undefined && <span className="series-range" style={{ height: height(upTo) }} />}
              <span className={`series-bar fill ${tone}`} style={{ height: height(value) }} />
            </span>
            <span className="series-name">{name}</span>
          </Linked>
        </li>
      ))}
    </ol>
  );
}

/** How something went, small enough for a line of text. The figure itself stands beside it. */
export function Sparkline({ of, label }: { of: readonly number[]; label: string }) {
  if (of.length < 2) return null;
  const [least, most] = [Math.min(...of), Math.max(...of)];
  const at = (value: number, index: number): string => {
    const y = most === least ? 11 : 20 - ((value - least) / (most - least)) * 18;
    return `${((index / (of.length - 1)) * 76 + 2).toFixed(1)},${y.toFixed(1)}`;
  };
  const points = of.map(at);
  const [x = "0", y = "0"] = points.at(-1)?.split(",") ?? [];
  return (
    <svg className="sparkline" viewBox="0 0 80 22" width="80" height="22" role="img" aria-label={label}>
      <polyline points={points.join(" ")} />
      <circle cx={x} cy={y} r="2" />
    </svg>
  );
}
