import { useTranslation } from "react-i18next";
import { Problem } from "../../../api/problem";
import { useProblemText } from "../../../api/problemText";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { AccountName } from "../../../parts/AccountName";
import { Facts } from "../../../ui/Facts";
import { GoLink } from "../../../ui/Go";
import { Panel } from "../../../ui/Panel";
import { DateText, Money } from "../../../ui/shown";
import type { Lead } from "../types";

/** What the lead was converted into and what came of that; or why it could not be converted. */
export function BecamePanel({ lead }: { lead: Lead }) {
  const { t } = useTranslation("leads");
  const word = useWords();
  const { zone } = useSession();
  const textOf = useProblemText();
  const isConverted = lead.state === "LEAD_STATE_CONVERTED";
  const refused = lead.refusalReason && textOf(new Problem(422, lead.refusalReason, lead.refusalDetail));
  if (!isConverted && !refused) return null;
  const sums = (amounts: Lead["wonAmounts"]) =>
    amounts.length > 0 && amounts.map((amount) => <Money key={amount.currencyCode} of={amount} />);
  return (
    <Panel title={t("became.title")}>
      {refused && (
        <p className="lead-refused">
          {t(isConverted ? "became.dealRefused" : "became.refused")} {refused}
        </p>
      )}
      {isConverted && (
        <Facts
          columns={2}
          of={[
            { name: t("became.customer"), value: <AccountName id={lead.accountId} /> },
            {
              name: t("became.deal"),
              value: lead.opportunityId && (
                <GoLink go={{ to: `/deals/${lead.opportunityId}` }}>{t("became.toDeal")}</GoLink>
              ),
            },
            { name: t("became.on"), value: lead.closeTime && <DateText of={lead.closeTime} zone={zone} /> },
            { name: t("became.outcome"), value: word("LeadOutcome", lead.outcome) },
            { name: t("became.won"), value: sums(lead.wonAmounts) },
            { name: t("became.collected"), value: sums(lead.collectedAmounts) },
          ]}
        />
      )}
    </Panel>
  );
}
