import { useWords } from "../../i18n/words";
import { Badge, type Tone } from "../../ui/shown";
import type { Lead } from "./types";

const TONES: Readonly<Partial<Record<Lead["state"], Tone>>> = {
  LEAD_STATE_CONTACTED: "on",
  LEAD_STATE_QUALIFIED: "on",
  LEAD_STATE_CONVERTED: "good",
  LEAD_STATE_RETURNED: "warn",
};

export function StateBadge({ of }: { of: Lead["state"] }) {
  const word = useWords();
  const tone = TONES[of];
  return <Badge {...(tone && { tone })}>{word("LeadState", of)}</Badge>;
}
