import { useWords } from "../../i18n/words";
import { useNow } from "../../parts/moments";
import { Badge } from "../../ui/shown";
import { isLate } from "./standing";
import type { Lead } from "./types";
import { useClockText } from "./useClockText";
import "./leads.css";

/** What is to be done next and how long there is; coloured only where it is late. */
export function Due({ of }: { of: Lead }) {
  const word = useWords();
  const now = useNow();
  const clock = useClockText();
  if (of.nextAction === "NEXT_ACTION_UNSPECIFIED" || !of.nextActionTime) return <span className="lead-quiet">—</span>;
  const late = isLate(of, now);
  const when = clock(of.nextActionTime, now);
  return (
    <span className="lead-due">
      <span>{word("NextAction", of.nextAction)}</span>
      {of.state !== "LEAD_STATE_POOLED" &&
        (late ? <Badge tone="late">{when}</Badge> : <span className="lead-quiet">{when}</span>)}
    </span>
  );
}
