import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Linked } from "./Bars";
import type { Go } from "./Go";
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
