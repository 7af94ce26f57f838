import { useTranslation } from "react-i18next";
import { useWords } from "../../i18n/words";
import { Badge } from "../../ui/shown";
import { type Adjustment, TONES } from "./types";

/** How far it is; a large write-off waits for two. */
export function AdjustmentState({ of }: { of: Adjustment }) {
  const { t } = useTranslation("adjustments");
  const word = useWords();
  const tone = TONES[of.state];
  const isConfirmed = of.state === "ADJUSTMENT_STATE_REQUESTED" && of.approvedBy !== "";
  return <Badge {...(tone && { tone })}>{isConfirmed ? t("toConfirm") : word("AdjustmentState", of.state)}</Badge>;
}
