import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Reach } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { REACHES } from "../people/reaches";

export interface ReachRowProps {
  text: string;
  /** To what it is limited, in words. */
  limits: string | undefined;
  reach: Reach | undefined;
  isReadOnly: boolean;
  change: (reach: Reach | undefined) => void;
  /** Asks to what it is limited. */
  limit: () => void;
}

const CHOICES: readonly (Reach | undefined)[] = [undefined, ...REACHES];

/** One permission and how far it goes. There are hundreds of them, so that they are the browser's own. */
export function ReachRow({ text, limits, reach, isReadOnly, change, limit }: ReachRowProps) {
  const { t } = useTranslation("settings");
  const word = useWords();
  const name = useId();
  const nameOf = (each: Reach | undefined): string => (each ? word("Reach", each) : t("roles.none"));
  if (isReadOnly) {
    return (
      <div className="roles-row">
        <span className="roles-text">
          {text}
          {limits && <small>{t("roles.limits.only", { limits })}</small>}
        </span>
        {CHOICES.map((each) => (
          <span key={each ?? ""} className="roles-cell">
            {each === reach && <span className="roles-dot" role="img" aria-label={nameOf(each)} />}
          </span>
        ))}
      </div>
    );
  }
  return (
    <div className="roles-row" role="radiogroup" aria-label={text}>
      <span className="roles-text">
        {text}
        {reach && (
          <button
            type="button"
            className="roles-limit"
            aria-label={t("roles.limits.titleOf", { name: text })}
            onClick={limit}
          >
            {t("roles.limits.do")}
          </button>
        )}
        {limits && <small>{t("roles.limits.only", { limits })}</small>}
      </span>
      {CHOICES.map((each) => (
        <label key={each ?? ""} className="roles-cell">
          <input
            type="radio"
            name={name}
            aria-label={nameOf(each)}
            checked={each === reach}
            onChange={() => change(each)}
          />
        </label>
      ))}
    </div>
  );
}
