import type { RefObject } from "react";
import { Tooltip, TooltipTrigger } from "react-aria-components/Tooltip";
import "./overlays.css";

interface TooltipTextProps {
  id: string;
  of: RefObject<HTMLElement | null>;
  /** The pointer went on to the text, to read or to copy it. */
  stay: () => void;
  leave: () => void;
  close: () => void;
  children: string;
}

/** The sentence, beside what it is about. */
export function TooltipText({ id, of, stay, leave, close, children }: TooltipTextProps) {
  return (
    <TooltipTrigger isOpen onOpenChange={close}>
      <Tooltip className="tooltip" offset={6} triggerRef={of} onPointerEnter={stay} onPointerLeave={leave}>
        <span id={id}>{children}</span>
      </Tooltip>
    </TooltipTrigger>
  );
}
