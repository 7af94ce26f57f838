import { useTranslation } from "react-i18next";
import type { Import } from "../types";
import { useReasonText } from "./useReasonText";

/** What it came to so far, or what is to be done. */
export function useHeadline({ state, counts, problem, plan, headers }: Import): string {
  const { t } = useTranslation("imports");
  const reason = useReasonText();
  const why = problem ? reason(problem, "") : "";
  const key = state.replace("IMPORT_STATE_", "");
  return t(`head.${key}`, {
    count: (counts?.created ?? 0) + (counts?.updated ?? 0),
    ready: counts?.ready ?? 0,
    left: (counts?.duplicates ?? 0) + (counts?.rejected ?? 0),
    undone: counts?.undone ?? 0,
    mapped: plan?.columns.length ?? 0,
    of: headers.length,
    why,
  });
}
