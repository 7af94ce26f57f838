import { useWords } from "../../i18n/words";
import { Badge, type Tone } from "../../ui/shown";
import type { Period } from "./queries";

const TONES: Partial<Record<Period["state"], Tone>> = {
  FISCAL_PERIOD_STATE_CLOSED: "good",
  FISCAL_PERIOD_STATE_SOFT_CLOSED: "info",
};

export function StateBadge({ of: { state } }: { of: Period }) {
  const word = useWords();
  const tone = TONES[state];
  return <Badge {...(tone && { tone })}>{word("FiscalPeriodState", state)}</Badge>;
}
