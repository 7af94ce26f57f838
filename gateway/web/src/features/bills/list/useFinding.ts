import { useTranslation } from "react-i18next";
import type { components } from "../../../api/generated/openapi";
import { useSession } from "../../../app/session";
import { amountsText, inOrder } from "../../../parts/instalment/sums";
import { useBillReport } from "../queries";

type Row = components["schemas"]["receivables.BillReport"]["rows"][number];

/** What must be presented now, else what falls due this month; null while that is on its way. */
export function useFinding(): { finding: string | null | undefined; note: string } {
  const { t } = useTranslation("bills");
  const { currency, language } = useSession();
  const { data, isError } = useBillReport();
  if (isError) return { finding: undefined, note: "" };
  if (!data) return { finding: null, note: "" };
  const text = (of: (row: Row) => Row["held"]): string => amountsText(inOrder(data.rows.map(of), currency), language);
  const presentable = data.rows.reduce((sum, row) => sum + row.presentableBills, 0);
  const lapsed = data.rows.reduce((sum, row) => sum + row.lapsedBills, 0);
  const held = data.rows.reduce((sum, row) => sum + row.bills, 0);
  const finding = presentable
    ? t("finding.present", { count: presentable, amount: text((row) => row.presentable) })
    : held
      ? t("finding.held", { count: held, amount: text((row) => row.held) })
      : t("finding.nothing");
  return { finding, note: lapsed ? t("finding.lapsed", { count: lapsed }) : "" };
}
