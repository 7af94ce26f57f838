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
  /** No room for a column for each reach: it is said in a word. */
  isNarrow: boolean;
  change: (reach: Reach | undefined) => void;
  /** Asks to what it is limited. */
  limit: () => void;
}

const CHOICES: readonly (Reach | undefined)[] = [undefined, ...REACHES];

/** One permission and how far it goes. There are hundreds of them, so that they are the browser's own. */
export function ReachRow(props: ReachRowProps) {
  const { text, reach, isReadOnly, isNarrow, change } = props;
  const { t } = useTranslation("settings");
  const word = useWords();
  const name = useId();
  const nameOf = (each: Reach | undefined): string => (each ? word("Reach", each) : t("roles.none"));
  if (isNarrow) {
    return (
      <div className="roles-row">
        <Permission {...props} />
        {isReadOnly ? (
          <span className="roles-reach">{nameOf(reach)}</span>
        ) : (
          <select
            className="roles-reach"
            aria-label={text}
            value={reach ?? ""}
            onChange={({ target }) => change(REACHES.find((each) => each === target.value))}
          >
            {CHOICES.map((each) => (
              <option key={each ?? ""} value={each ?? ""}>
                {nameOf(each)}
              </option>
            ))}
          </select>
        )}
      </div>
    );
  }
  return (
    <div className="roles-row" {...(!isReadOnly && { role: "radiogroup", "aria-label": text })}>
      <Permission {...props} />
      {CHOICES.map((each) =>
        isReadOnly ? (
          <span key={each ?? ""} className="roles-cell">
            {each === reach && <span className="roles-dot" role="img" aria-label={nameOf(each)} />}
          </span>
        ) : (
          <label key={each ?? ""} className="roles-cell">
            <input
              type="radio"
              name={name}
              aria-label={nameOf(each)}
              checked={each === reach}
              onChange={() => change(each)}
            />
          </label>
        ),
      )}
    </div>
  );
}

function Permission({ text, limits, reach, isReadOnly, limit }: ReachRowProps) {
  const { t } = useTranslation("settings");
  return (
    <span className="roles-text">
      {text}
      {reach && !isReadOnly && (
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
  );
}
