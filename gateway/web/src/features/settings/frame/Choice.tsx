import type { CSSProperties, ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import "./settings.css";

export interface ChoiceProps {
  isChosen: boolean;
  choose: () => void;
  style?: CSSProperties;
  children: ReactNode;
}

/** One of a list; what is chosen of it stands beside. */
export function Choice({ isChosen, choose, ...rest }: ChoiceProps) {
  return (
    <Button
      {...rest}
      className="settings-choice"
      onPress={choose}
      {...(isChosen && { "aria-current": "true" as const })}
    />
  );
}
