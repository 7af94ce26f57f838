import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { daysBetween, todayIn } from "../../../parts/days";
import { useStageName } from "../../../parts/processes";
import { Failure } from "../../../ui/Failure";
import { GoLink } from "../../../ui/Go";
import { Panel } from "../../../ui/Panel";
import { Badge, DateText, Money, Skeleton } from "../../../ui/shown";
import { useDealsOf } from "../queries";
import type { PartProps } from "./sections";

/** What it may buy, the open ones first. */
export function DealsPanel({ account }: PartProps) {
  const { t } = useTranslation("customers");
  const word = useWords();
  const stageName = useStageName();
  const { zone, may } = useSession();
  const { data, error, refetch } = useDealsOf(account.id);
  if (!may("opportunity.read")) return null;
  const isOpen = ({ state }: { state: string }): boolean => state === "OPPORTUNITY_STATE_OPEN";
  const deals = data?.opportunities.toSorted((one, other) => Number(isOpen(other)) - Number(isOpen(one)));
  const add = may("opportunity.create") && !account.archiveTime && !account.poolId && (
    <GoLink go={{ to: "/deals", search: { new: true, account: account.id } }} className="button plain">
      {t("act.deal")}
    </GoLink>
  );
  return (
    <Panel title={t("deals.title")} note={deals && deals.length > 0 && deals.length} actions={add}>
      {error ? (
        <Failure of={error} retry={() => void refetch()} isSmall />
      ) : !deals ? (
        <Skeleton lines={2} />
      ) : deals.length === 0 ? (
        <p className="customer-none">{t("deals.none")}</p>
      ) : (
        <ul className="customer-list">
          {deals.map((deal) => {
            const amount = deal.wonAmount ?? deal.expectedAmount;
            const isLate = isOpen(deal) && (daysBetween(deal.expectedCloseDate, todayIn(zone)) ?? 0) > 0;
            const closes = isOpen(deal) ? deal.expectedCloseDate : deal.closeDate;
            return (
              <li key={deal.id} className="customer-line">
                <GoLink go={{ to: `/deals/${deal.id}` }} className="customer-line-name">
                  {deal.name}
                </GoLink>
                <Badge {...(deal.state === "OPPORTUNITY_STATE_WON" && { tone: "good" })}>
                  {isOpen(deal) ? stageName(deal.salesProcessId, deal.stage) : word("OpportunityState", deal.state)}
                </Badge>
                <span className={isLate ? "customer-day customer-late" : "customer-day"}>
                  {closes && <DateText of={closes} zone={zone} />}
                </span>
                <span className="customer-amount">{amount ? <Money of={amount} /> : "—"}</span>
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}
