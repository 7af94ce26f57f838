import { Radio, RadioGroup } from "react-aria-components/RadioGroup";
import { useTranslation } from "react-i18next";
import type { Reach } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { REACHES } from "../people/reaches";

const NONE = "none";

export interface ReachRowProps {
  text: string;
  reach: Reach | undefined;
  isReadOnly: boolean;
  change: (reach: Reach | undefined) => void;
}

/** One permission and how far it goes. */
export function ReachRow({ text, reach, isReadOnly, change }: ReachRowProps) {
  const { t } = useTranslation("settings");
  const word = useWords();
  return (
    <RadioGroup
      className="roles-row"
      aria-label={text}
      orientation="horizontal"
      value={reach ?? NONE}
      isReadOnly={isReadOnly}
      onChange={(value) => change(REACHES.find((each) => each === value))}
    >
      <span className="roles-text">{text}</span>
      <Radio className="roles-cell" value={NONE} aria-label={t("roles.none")}>
        <span className="roles-dot" />
      </Radio>
      {REACHES.map((each) => (
        <Radio key={each} className="roles-cell" value={each} aria-label={word("Reach", each)}>
          <span className="roles-dot" />
        </Radio>
      ))}
    </RadioGroup>
  );
}
