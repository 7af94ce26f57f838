import { useWords } from "../../i18n/words";
import { Badge, type Tone } from "../../ui/shown";
import type { Contract, ContractState } from "./types";

const TONES: Readonly<Partial<Record<ContractState, Tone>>> = {
  CONTRACT_STATE_APPROVED: "info",
  CONTRACT_STATE_SEALED: "info",
  CONTRACT_STATE_RETURNED: "info",
  CONTRACT_STATE_EFFECTIVE: "on",
  CONTRACT_STATE_FULFILLED: "good",
};

export function StateBadge({ of: { state } }: { of: Pick<Contract, "state"> }) {
  const word = useWords();
  const tone = TONES[state];
  return <Badge {...(tone && { tone })}>{word("ContractState", state)}</Badge>;
}
