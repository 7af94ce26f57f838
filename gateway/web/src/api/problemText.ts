import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "./problem";

/** Why it was refused, in the language of the page; the server's own words only where the reason has none here. */
export function useProblemText(): (problem: Problem) => string {
  const { t } = useTranslation(["problems", "ui"], { useSuspense: false });
  return useCallback(
    ({ reason, metadata, message }: Problem) =>
      t([`problems:${reason}`, `ui:problem.${reason}`], {
        ...metadata,
        defaultValue: message || t("ui:problem.other"),
      }),
    [t],
  );
}
