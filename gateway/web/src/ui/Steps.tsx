import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Linked } from "./Bars";
import { type Go, GoLink } from "./Go";
import { Icon } from "./Icon";
import "./bars.css";
import "./steps.css";

export interface Step {
  id: string;
  name: string;
  state: "done" | "now" | "next" | "late";
  note?: ReactNode;
  go?: Go;
}

/** The way something goes, and how far it is: stages of a deal, the life of a lead. */
export function Steps({ of, label }: { of: readonly Step[]; label: string }) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys, too
    <ol className="steps" aria-label={label} tabIndex={0}>
      {of.map(({ id, name, state, note, go }) => (
        <li
          key={id}
          className={`step ${state}`}
          {...(state !== "done" && state !== "next" && { "aria-current": "step" as const })}
        >
          <Linked go={go} className="step-in">
            <span className="step-mark" role="img" aria-label={t(`steps.${state}`)}>
              {state === "done" && <Icon name="check" size={12} />}
            </span>
            <span className="step-words">
              <span>{name}</span>
              {note && <small>{note}</small>}
            </span>
          </Linked>
        </li>
      ))}
    </ol>
  );
}

export interface PathStep {
  id: string;
  /** Whose turn it is: "customer · finance". */
  side: string;
  name: string;
  amount: ReactNode;
  count: string;
  note: ReactNode;
  /** Of the step where most is, from 0 to 1. */
  share: number;
  /** Where most of what is overdue is held up. */
  isHot?: boolean;
  isSelected?: boolean;
  go: Go;
}

/** The way of the money from signing to the bank, and where it stands. */
export function Path({ of, label }: { of: readonly PathStep[]; label: string }) {
  return (
    <ol className="path" aria-label={label}>
      {of.map(({ id, side, name, amount, count, note, share, isHot = false, isSelected = false, go }) => (
        <li key={id}>
          <GoLink
            go={go}
            className={["path-step", isHot && "hot", isSelected && "selected"].filter(Boolean).join(" ")}
            {...(isSelected && { "aria-current": "true" as const })}
          >
            <span className="path-side">
              <span>{side}</span>
              <span>{count}</span>
            </span>
            <b>{name}</b>
            <span className="path-amount">{amount}</span>
            <span className="bar-track">
              <span
                className={isHot ? "fill late3" : "fill"}
                style={{ width: `${Math.min(1, Math.max(0, share)) * 100}%` }}
              />
            </span>
            <small>{note}</small>
          </GoLink>
        </li>
      ))}
    </ol>
  );
}
