import { useTranslation } from "react-i18next";
import type { Checklist, Period } from "./queries";

/** Whether a period can be closed, in a sentence: what stops it, what nobody has signed for, that it is not over or another comes first. */
export function useVerdict(): (period: Period, checklist: Checklist) => string {
  const { t } = useTranslation("periods");
  return ({ name }, { stopping, obstacle, items }) => {
    if (stopping > 0) return t("finding.stopped", { name, count: stopping });
    if (obstacle) return t("finding.notYet", { name });
    const count = items.filter(({ state }) => state === "PERIOD_ITEM_STATE_OPEN").length;
    return count > 0 ? t("finding.open", { name, count }) : t("finding.ready", { name });
  };
}
