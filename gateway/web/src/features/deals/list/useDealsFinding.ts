import { useTranslation } from "react-i18next";
import { $api } from "../../../api/client";
import { moneyText } from "../../../api/money";
import { useSession } from "../../../app/session";
import { totalText } from "../../../ui/total";
import { useFunnel } from "../funnel";
import type { Process } from "../types";

/** What it comes to: how many deals are open, what they may bring, how many are in danger. */
export function useDealsFinding(process: Process | undefined): { text: string; note: string } | undefined {
  const { t } = useTranslation("deals");
  const { language } = useSession();
  const { data: funnel } = useFunnel(process?.id);
  const filter = `state = OPEN AND sales_process_id = "${process?.id}" AND has_warnings = true`;
  const { data: warned } = $api.useQuery(
    "get",
    "/v1/opportunities",
    { params: { query: { filter, pageSize: 1 } } },
    { enabled: Boolean(process) },
  );
  if (!funnel || !warned) return undefined;
  const count = funnel.stages.reduce((sum, { openCount }) => sum + openCount, 0);
  const listed = (amounts: typeof funnel.expectedRevenue): string =>
    amounts.map((amount) => moneyText(amount, language, "short")).join(t("and"));
  const endangered = warned.total ?? { count: 0, more: false };
  const text =
    count === 0
      ? t("finding.none")
      : endangered.count > 0
        ? t("finding.warned", { count, warned: totalText(endangered, language) })
        : t("finding.calm", { count });
  const parts = [
    funnel.expectedRevenue.length > 0 && t("finding.expected", { amount: listed(funnel.expectedRevenue) }),
    funnel.wonCount > 0 && t("finding.won", { count: funnel.wonCount, amount: listed(funnel.wonAmounts) }),
    funnel.conversion && t("finding.conversion", { conversion: funnel.conversion }),
  ];
  return { text, note: parts.filter(Boolean).join(" · ") };
}
