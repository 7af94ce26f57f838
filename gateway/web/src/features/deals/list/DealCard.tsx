import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { daysBetween, todayIn } from "../../../parts/days";
import { usePeople } from "../../../ui/people";
import { Avatar, Badge, DateText, Money } from "../../../ui/shown";
import type { Deal, Process } from "../types";
import { DaysInStage } from "./DaysInStage";

interface DealCardProps {
  deal: Deal;
  process: Process;
  usual: number | undefined;
  isWarned: boolean;
}

/** A deal on the board: whose, how much, how long it stands here, when it should close. */
export function DealCard({ deal, process, usual, isWarned }: DealCardProps) {
  const { t } = useTranslation("deals");
  const { zone, me } = useSession();
  const { nameOf } = usePeople();
  const isOpen = deal.state === "OPPORTUNITY_STATE_OPEN";
  const amount = deal.wonAmount ?? deal.expectedAmount;
  const owner = deal.ownerId === me.id ? undefined : nameOf(deal.ownerId);
  const closes = isOpen ? deal.expectedCloseDate : deal.closeDate;
  const isLate = isOpen && (daysBetween(closes, todayIn(zone)) ?? 0) > 0;
  return (
    <>
      <span className="deal-card-name">{deal.name}</span>
      <span className="deal-card-line">
        {amount ? (
          <Money of={amount} precision="short" />
        ) : (
          <span className="deal-card-quiet">{t("board.noAmount")}</span>
        )}
        {isOpen && <DaysInStage deal={deal} process={process} usual={usual} />}
      </span>
      <span className="deal-card-line">
        <span className={isLate ? "deals-late" : "deal-card-quiet"}>
          {closes ? <DateText of={closes} zone={zone} /> : t("board.noDate")}
        </span>
        <span className="deal-card-marks">
          {isWarned && <Badge tone="warn">{t("field.warned")}</Badge>}
          {owner && <Avatar name={owner} />}
        </span>
      </span>
    </>
  );
}
