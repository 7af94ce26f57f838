import { useTranslation } from "react-i18next";
import type { Import } from "../types";
import { useReasonText } from "./useReasonText";

/** What it came to so far, or what is to be done. */
export function useHeadline({ state, counts, problem, plan, headers }: Import): string {
  const { t } = useTranslation("imports");
  const reason = useReasonText();
  const why = problem ? reason(problem, "") : "";
  // Of what is known already some rows change it.
  const left = (counts?.skipped ?? 0) + (counts?.rejected ?? 0);
  const key = state === "IMPORT_STATE_CHECKED" && left === 0 ? "CHECKED_WHOLE" : state.replace("IMPORT_STATE_", "");
  return t(`head.${key}`, {
    count: (counts?.created ?? 0) + (counts?.updated ?? 0),
    ready: counts?.ready ?? 0,
    left,
    undone: counts?.undone ?? 0,
    mapped: plan?.columns.length ?? 0,
    of: headers.length,
    why,
  });
}
