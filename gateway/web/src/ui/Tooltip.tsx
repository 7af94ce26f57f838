import type { ReactElement, ReactNode } from "react";
import { Tooltip as Base, TooltipTrigger } from "react-aria-components/Tooltip";
import "./overlays.css";

/** One sentence more about what has the focus; never the only place where something is said. */
export function Tooltip({ text, children }: { text: string; children: ReactElement }) {
  return (
    <TooltipTrigger delay={400}>
      {children}
      <TooltipText>{text}</TooltipText>
    </TooltipTrigger>
  );
}

export function TooltipText({ children }: { children: ReactNode }) {
  return (
    <Base className="tooltip" offset={6}>
      {children}
    </Base>
  );
}
