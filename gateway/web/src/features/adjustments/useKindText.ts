import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useWords } from "../../i18n/words";
import type { Adjustment } from "./types";

/** What it is called: what takes back another has a name of its own. */
export function useKindText(): (of: Adjustment) => string {
  const { t } = useTranslation("adjustments");
  const word = useWords();
  return useCallback(
    (of) => (of.originalId ? t(`back.${of.kind}`) : (word("AdjustmentKind", of.kind) ?? "")),
    [t, word],
  );
}
