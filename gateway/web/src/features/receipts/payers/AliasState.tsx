import { useWords } from "../../../i18n/words";
import { Badge, type Tone } from "../../../ui/shown";
import type { PayerAlias } from "../types";

const TONES: Readonly<Partial<Record<PayerAlias["state"], Tone>>> = {
  ALIAS_STATE_ASKED: "warn",
  ALIAS_STATE_CONFIRMED: "good",
};

export function AliasState({ of }: { of: Pick<PayerAlias, "state"> }) {
  const word = useWords();
  const tone = TONES[of.state];
  return <Badge {...(tone && { tone })}>{word("AliasState", of.state)}</Badge>;
}
