import { useTranslation } from "react-i18next";
import type { Checklist, Period } from "../queries";
import { useVerdict } from "../useVerdict";

/** What stops the next close; null while that is on its way. */
export function useFinding(
  periods: readonly Period[] | undefined,
  next: Period | undefined,
  checklist: Checklist | undefined,
  isUnchecked: boolean,
): string | null {
  const { t } = useTranslation("periods");
  const verdict = useVerdict();
  if (!periods) return null;
  if (periods.length === 0) return t("finding.none");
  if (!next) return t("finding.done");
  if (isUnchecked) return t("finding.waits", { name: next.name });
  return checklist ? verdict(next, checklist) : null;
}
