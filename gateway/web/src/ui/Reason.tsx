import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { Dialog, DialogTrigger } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";
import { Badge, type Tone } from "./shown";
import "./reason.css";

export interface ReasonProps {
  tone?: Tone | undefined;
  /** What it rests on; shown when one asks, by mouse, key or finger. */
  why?: ReactNode;
  children: string;
}

/** Why something is here, in a few words. */
export function Reason({ tone, why, children }: ReasonProps) {
  const badge = <Badge {...(tone && { tone })}>{children}</Badge>;
  if (!why) return badge;
  return (
    <DialogTrigger>
      <Button className="reason">{badge}</Button>
      <Popover className="over">
        <Dialog className="reason-why" aria-label={children}>
          {why}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

/** Several of them; those beyond `most` are counted. */
export function Reasons({
  of,
  most = 4,
}: {
  of: readonly (Omit<ReasonProps, "children"> & { id: string; text: string })[];
  most?: number;
}) {
  if (of.length === 0) return null;
  return (
    <span className="reasons">
      {of.slice(0, most).map(({ id, text, tone, why }) => (
        <Reason key={id} tone={tone} why={why}>
          {text}
        </Reason>
      ))}
      {of.length > most && <Badge>{`+${of.length - most}`}</Badge>}
    </span>
  );
}
