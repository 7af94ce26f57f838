import type { ReactNode, RefObject } from "react";
import { Dialog } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";
import "./choices.css";
import "./reason.css";

interface ReasonWhyProps {
  of: RefObject<HTMLElement | null>;
  name: string;
  close: () => void;
  children: ReactNode;
}

/** What a reason rests on, beside it. */
export function ReasonWhy({ of, name, close, children }: ReasonWhyProps) {
  return (
    <Popover className="over" triggerRef={of} isOpen onOpenChange={close}>
      <Dialog className="reason-why" aria-label={name}>
        {children}
      </Dialog>
    </Popover>
  );
}
