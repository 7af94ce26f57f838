import { useEffect, useRef } from "react";
import { Icon } from "../../ui/Icon";
import type { Choice } from "./finding";

export interface LineProps {
  choice: Choice;
  index: number;
  isHere: boolean;
  point: (index: number) => void;
  go: (choice: Choice) => Promise<void>;
}

export function Line({ choice, index, isHere, point, go }: LineProps) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isHere) line.current?.scrollIntoView({ block: "nearest" });
  }, [isHere]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus
    <div
      ref={line}
      id={`palette-${index}`}
      role="option"
      tabIndex={-1}
      aria-selected={isHere}
      className="palette-line"
      onPointerMove={() => isHere || point(index)}
      onClick={() => void go(choice)}
    >
      <Icon name={choice.icon} />
      <span className="palette-name">{choice.title}</span>
      {choice.note && <span className="palette-note">{choice.note}</span>}
      {choice.key && <kbd>{choice.key}</kbd>}
    </div>
  );
}
