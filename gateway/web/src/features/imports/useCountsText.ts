import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Counts, Import } from "./types";

const CHECKED = ["ready", "duplicates", "rejected"] as const;
const WRITTEN = ["created", "updated", "merged", "refused", "undone", "left"] as const;

/** What its rows came to, in a line; what is none is not said. */
export function useCountsText(): (of: Import) => string {
  const { t } = useTranslation("imports");
  return useCallback(
    ({ counts, rows }) => {
      if (!counts || rows === 0) return "";
      const told = (keys: readonly (keyof Counts)[]): string[] =>
        keys.flatMap((key) => (counts[key] > 0 ? [t(`count.${key}`, { count: counts[key] })] : []));
      const written = told(WRITTEN);
      return [t("count.rows", { count: rows }), ...(written.length > 0 ? written : told(CHECKED))].join(" · ");
    },
    [t],
  );
}
