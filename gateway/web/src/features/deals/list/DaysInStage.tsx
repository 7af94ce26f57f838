import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { daysBetween, todayIn } from "../../../parts/days";
import { Badge } from "../../../ui/shown";
import { stageOf } from "../stages";
import type { Deal, Process } from "../types";

/** How long it has been in its stage; marked where that is longer than sales that were won usually stayed. */
export function DaysInStage({ deal, process, usual }: { deal: Deal; process: Process; usual?: number | undefined }) {
  const { t } = useTranslation("deals");
  const { zone } = useSession();
  const days = daysBetween(deal.stageEntryDate, todayIn(zone));
  if (days === undefined) return null;
  const most = usual || stageOf(process, deal.stage)?.expectedDays || 0;
  const isSlow = most > 0 && days > most;
  return (
    <Badge {...(isSlow && { tone: "warn" })}>{days === 0 ? t("stage.new") : t("stage.days", { count: days })}</Badge>
  );
}
