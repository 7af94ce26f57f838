import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { useAccountName } from "../../../parts/accounts";
import { daysBetween, todayIn } from "../../../parts/days";
import { Neighbours } from "../../../parts/Neighbours";
import { said } from "../../../parts/said";
import { Page } from "../../../ui/Page";
import { Badge, DateText, Money } from "../../../ui/shown";
import { useLossReasons, useNextStep, useStageName } from "../queries";
import type { Deal, Suggestion } from "../types";

/** The headline: what to do next with an open deal, how a closed one ended. */
export function DealHead({ deal, actions, children }: { deal: Deal; actions: ReactNode; children: ReactNode }) {
  const { t } = useTranslation("deals");
  const word = useWords();
  const account = useAccountName(deal.accountId || undefined);
  const { language } = useSession();
  const { data: next, isLoading } = useNextStep(deal.id);
  const ending = useEnding(deal);
  const isOpen = deal.state === "OPPORTUNITY_STATE_OPEN" && !deal.archiveTime;
  const best = isOpen ? next?.best : undefined;
  const todo = best ? said(best.action, language) : isLoading ? null : t("head.nothing");
  const crumbs = [
    { name: t("title"), go: { to: "/deals" } },
    ...(account ? [{ name: account, go: { to: `/customers/${deal.accountId}` } }] : []),
  ];
  const tone = { OPPORTUNITY_STATE_WON: "good", OPPORTUNITY_STATE_OPEN: "on" }[deal.state as string] as
    | "good"
    | "on"
    | undefined;
  return (
    <Page
      title={deal.name}
      finding={isOpen ? todo : ending}
      crumbs={crumbs}
      badges={
        <Badge {...(tone && { tone })}>
          {deal.archiveTime ? t("head.archived") : word("OpportunityState", deal.state)}
        </Badge>
      }
      note={best ? <Because of={best} /> : <span>{deal.number}</span>}
      actions={
        <>
          <Neighbours list="deals" id={deal.id} />
          {actions}
        </>
      }
    >
      {children}
    </Page>
  );
}

/** Why it comes first, until when, and what it is worth. */
function Because({ of }: { of: Suggestion }) {
  const { t } = useTranslation("deals");
  const { language, zone } = useSession();
  const late = of.dueDate ? (daysBetween(of.dueDate, todayIn(zone)) ?? 0) : 0;
  return (
    <span className="deal-because">
      <span>{said(of.reason, language)}</span>
      {of.dueDate && (
        <span>
          {t("head.due")} <DateText of={of.dueDate} zone={zone} />
          {late > 0 && ` ${t("head.late", { count: late })}`}
        </span>
      )}
      {of.worth && (
        <span>
          {t("head.worth")} <Money of={of.worth} precision="short" />
        </span>
      )}
    </span>
  );
}

/** How it ended, in a sentence. */
function useEnding(deal: Deal): string {
  const { t } = useTranslation("deals");
  const stageName = useStageName();
  const { nameOf } = useLossReasons();
  const stage = stageName(deal.salesProcessId, deal.stage);
  if (deal.state === "OPPORTUNITY_STATE_WON") return t("head.won", { date: deal.closeDate });
  if (deal.state === "OPPORTUNITY_STATE_LOST") {
    return t("head.lost", { stage, date: deal.closeDate, reason: nameOf(deal.lossReasonId) || t("head.noReason") });
  }
  return t("head.archivedAt", { stage });
}
