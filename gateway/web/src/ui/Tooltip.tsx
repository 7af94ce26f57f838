import { type AriaAttributes, cloneElement, lazy, type ReactElement, type Ref, Suspense, useId, useRef } from "react";
import { useAsked } from "./useAsked";

// Placing things over others is a large part of the components: fetched when somebody first asks.
const load = () => import("./TooltipText").then((module) => ({ default: module.TooltipText }));
const TooltipText = lazy(load);

export interface TooltipProps {
  text: string;
  /** What has it: something that can have the focus. */
  children: ReactElement<AriaAttributes & { ref?: Ref<HTMLElement> }>;
}

/** One sentence more about what has the focus; never the only place where something is said. */
export function Tooltip({ text, children }: TooltipProps) {
  const id = useId();
  const trigger = useRef<HTMLElement>(null);
  const { isAsked, stay, leave, close } = useAsked(trigger, load);
  return (
    <>
      {cloneElement(children, { ref: trigger, ...(isAsked && { "aria-describedby": id }) })}
      {isAsked && (
        <Suspense>
          <TooltipText id={id} of={trigger} stay={stay} leave={leave} close={close}>
            {text}
          </TooltipText>
        </Suspense>
      )}
    </>
  );
}
