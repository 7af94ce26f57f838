import { useTranslation } from "react-i18next";
import type { components } from "../api/generated/openapi";
import type { Language } from "../i18n";
import { said } from "./said";
import "./score.css";

type Score = components["schemas"]["common.Score"];
const PARTS = ["fit", "stage", "demand", "potential"] as const;

/** The four parts of a score as bars, and its reasons with what each added or took away. */
export function ScoreFigures({ of, language }: { of: Score; language: Language }) {
  const { t } = useTranslation("parts");
  return (
    <div className="score">
      <dl className="score-parts">
        {PARTS.map((part) => (
          <div key={part}>
            <dt>{t(`score.${part}`)}</dt>
            <dd>
              <span className="score-track">
                <span style={{ width: `${of[part]}%` }} />
              </span>
              <span>{of[part]}</span>
            </dd>
          </div>
        ))}
      </dl>
      <ul className="score-reasons">
        {of.reasons.map((reason) => (
          <li key={reason.code}>
            <span>{said(reason, language)}</span>
            <span className={reason.points < 0 ? "score-points less" : "score-points"}>
              {reason.points > 0 ? `+${reason.points}` : reason.points}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
