import { useWords } from "../../i18n/words";
import { Badge } from "../../ui/shown";
import { type ServiceCharge, TONES } from "./types";

export function ChargeState({ of }: { of: Pick<ServiceCharge, "state"> }) {
  const word = useWords();
  const tone = TONES[of.state];
  return <Badge {...(tone && { tone })}>{word("ServiceChargeState", of.state)}</Badge>;
}
