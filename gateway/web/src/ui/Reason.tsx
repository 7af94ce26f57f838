import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { Button } from "react-aria-components/Button";
import { Badge, type Tone } from "./shown";
import "./reason.css";

// Placing things over others is a large part of the components: fetched when somebody first asks.
const load = () => import("./ReasonWhy").then((module) => ({ default: module.ReasonWhy }));
const ReasonWhy = lazy(load);
const prepare = (): void => void load().catch(() => {});

export interface ReasonProps {
  tone?: Tone | undefined;
  /** What it rests on; shown when one asks, by mouse, key or finger. */
  why?: ReactNode;
  children: string;
}

/** Why something is here, in a few words. */
export function Reason({ tone, why, children }: ReasonProps) {
  const badge = <Badge {...(tone && { tone })}>{children}</Badge>;
  return why ? (
    <Asked why={why} name={children}>
      {badge}
    </Asked>
  ) : (
    badge
  );
}

function Asked({ why, name, children }: { why: ReactNode; name: string; children: ReactNode }) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        ref={button}
        className="reason"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onHoverStart={prepare}
        onFocus={prepare}
        onPress={() => setOpen(true)}
      >
        {children}
      </Button>
      {isOpen && (
        <Suspense>
          <ReasonWhy of={button} name={name} close={() => setOpen(false)}>
            {why}
          </ReasonWhy>
        </Suspense>
      )}
    </>
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
