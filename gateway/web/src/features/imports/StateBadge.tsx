import { useWords } from "../../i18n/words";
import { Badge, type Tone } from "../../ui/shown";
import { isRunning, type State } from "./steps";
import type { Import } from "./types";

const TONES: Readonly<Partial<Record<State, Tone>>> = {
  IMPORT_STATE_COMMITTED: "good",
  IMPORT_STATE_STOPPED: "warn",
  IMPORT_STATE_UNDO_STOPPED: "warn",
};

export function StateBadge({ of }: { of: Pick<Import, "state"> }) {
  const word = useWords();
  const tone = isRunning(of) ? "info" : TONES[of.state];
  return <Badge {...(tone && { tone })}>{word("ImportState", of.state)}</Badge>;
}
