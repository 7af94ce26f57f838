import { useCallback } from "react";
import { useTranslation } from "react-i18next";

/** What is wrong with a row or stopped an import: by its code, with the server's words only where there are none here. */
export function useReasonText(): (reason: string, detail: string) => string {
  const { t } = useTranslation(["imports", "problems"]);
  return useCallback(
    (reason, detail) =>
      t([`imports:reason.${reason}`, `problems:${reason}`], { defaultValue: detail || reason, detail }),
    [t],
  );
}
