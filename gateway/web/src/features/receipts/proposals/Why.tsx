import { useTranslation } from "react-i18next";
import { useWords } from "../../../i18n/words";
import { Reasons } from "../../../ui/Reason";
import { Badge } from "../../../ui/shown";
import { isAgainst, toneOf } from "../candidates";
import type { MatchReason } from "../types";

/** How sure a candidate is, of a hundred. */
export function Confidence({ of }: { of: number }) {
  const { t } = useTranslation("receipts");
  return <Badge tone={toneOf(of)}>{t("proposals.sure", { percent: of })}</Badge>;
}

/** What speaks for a candidate, and what against it. */
export function ReasonChips({ of, most }: { of: readonly MatchReason[]; most: number }) {
  const word = useWords();
  return (
    <Reasons
      most={most}
      of={of.map((reason) => ({
        id: reason,
        text: word("MatchReason", reason),
        tone: isAgainst(reason) ? "warn" : undefined,
      }))}
    />
  );
}
