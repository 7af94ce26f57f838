import { useWords } from "../../i18n/words";

/** "receivable_invoiced" as people say it. */
export function useKindText(): (kind: string) => string {
  const word = useWords();
  return (kind) => word("LedgerKind", `LEDGER_KIND_${kind.toUpperCase()}` as never);
}
