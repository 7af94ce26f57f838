import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { Amounts } from "../../../parts/instalment/Amounts";
import { GoLink } from "../../../ui/Go";
import { Panel } from "../../../ui/Panel";
import { Badge } from "../../../ui/shown";
import { useRewards } from "../queries";
import type { PartProps } from "./sections";

/** Whom it recommended us to, and what that earns it. */
export function RewardsPanel({ account }: PartProps) {
  const { t } = useTranslation("customers");
  const word = useWords();
  const { may } = useSession();
  const rewards = useRewards(account.id).data?.rewards;
  if (!may("lead.read") || !rewards || rewards.length === 0) return null;
  return (
    <Panel title={t("rewards.title")} note={rewards.length}>
      <ul className="customer-list">
        {rewards.map((each) => (
          <li key={each.leadId} className="customer-line">
            <GoLink go={{ to: `/leads/${each.leadId}` }} className="customer-line-name">
              {each.companyName}
            </GoLink>
            <Badge>{word("LeadOutcome", each.outcome)}</Badge>
            <span className="customer-day">{each.terms}</span>
            <span className="customer-amount">
              {each.rewards.length > 0 ? <Amounts of={each.rewards} /> : t("rewards.none")}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
