import { useTranslation } from "react-i18next";
import { $api } from "../../../api/client";
import { totalText } from "../../../ui/total";
import { SEGMENTS } from "../types";

/** How many wait for approval, else how many are on their way; null while that is not known. */
export function useFinding(): string | null {
  const { t, i18n } = useTranslation("orders");
  const waiting = useTotal("approve");
  const open = useTotal("deliver");
  if (!waiting || !open) return null;
  for (const [key, total] of [["waiting", waiting] as const, ["open", open] as const]) {
    if (total.count > 0) return t(`finding.${key}`, { count: total.count, total: totalText(total, i18n.language) });
  }
  return t("finding.none");
}

function useTotal(segment: string) {
  const query = { filter: SEGMENTS[segment] ?? "", pageSize: 1 };
  return $api.useQuery("get", "/v1/orders", { params: { query } }).data?.total;
}
