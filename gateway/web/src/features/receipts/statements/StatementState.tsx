import { useWords } from "../../../i18n/words";
import { Badge } from "../../../ui/shown";
import type { Statement } from "../types";

export function StatementState({ of }: { of: Pick<Statement, "state"> }) {
  const word = useWords();
  return (
    <Badge tone={of.state === "STATEMENT_STATE_BOOKED" ? "good" : "info"}>{word("StatementState", of.state)}</Badge>
  );
}
