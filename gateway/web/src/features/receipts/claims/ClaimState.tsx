import { useWords } from "../../../i18n/words";
import { Badge, type Tone } from "../../../ui/shown";
import type { Claim } from "../types";

const TONES: Readonly<Partial<Record<Claim["state"], Tone>>> = {
  RECEIPT_CLAIM_STATE_OPEN: "info",
  RECEIPT_CLAIM_STATE_ACCEPTED: "good",
  RECEIPT_CLAIM_STATE_DECLINED: "warn",
};

export function ClaimState({ of }: { of: Pick<Claim, "state"> }) {
  const word = useWords();
  const tone = TONES[of.state];
  return <Badge {...(tone && { tone })}>{word("ReceiptClaimState", of.state)}</Badge>;
}
