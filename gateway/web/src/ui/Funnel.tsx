import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Linked } from "./Bars";
import type { Go } from "./Go";
import "./bars.css";
import "./funnel.css";

export interface FunnelStep {
  id: string;
  name: string;
  count: number;
  /** The amount, or what else it comes to. */
  text?: ReactNode;
  /** How long they stay: "median 9 days". */
  note?: ReactNode;
  go?: Go;
}

/** How many come how far; between two steps stands which part went on. */
export function Funnel({ of, label }: { of: readonly FunnelStep[]; label: string }) {
  const { t, i18n } = useTranslation();
  const most = Math.max(...of.map(({ count }) => count), 1);
  const share = new Intl.NumberFormat(i18n.language, { style: "percent", maximumFractionDigits: 0 });
  return (
    <ol className="funnel" aria-label={label}>
      {of.map(({ id, name, count, text, note, go }, at) => {
        const before = of[at - 1]?.count;
        return (
          <li key={id}>
            {before !== undefined && (
              <span className="funnel-rate">
                {before > 0 ? t("funnel.went", { share: share.format(count / before) }) : "—"}
              </span>
            )}
            <Linked go={go} className="funnel-step">
              <span className="funnel-name">{name}</span>
              <span className="funnel-track">
                <span className="fill" style={{ width: `${(count / most) * 100}%` }} />
              </span>
              <b>{count.toLocaleString(i18n.language)}</b>
              {text && <span className="funnel-text">{text}</span>}
              {note && <small>{note}</small>}
            </Linked>
          </li>
        );
      })}
    </ol>
  );
}
