import { useWords } from "../../i18n/words";
import { Badge } from "../../ui/shown";
import { type OpeningBalance, TONES } from "./types";

export function OpeningState({ of }: { of: OpeningBalance }) {
  const word = useWords();
  const tone = TONES[of.state];
  return <Badge {...(tone && { tone })}>{word("OpeningState", of.state)}</Badge>;
}
