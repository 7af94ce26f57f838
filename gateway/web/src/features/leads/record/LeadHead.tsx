import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { useNow } from "../../../parts/moments";
import { Page } from "../../../ui/Page";
import { usePeople } from "../../../ui/people";
import { Badge, DateText } from "../../../ui/shown";
import { usePools } from "../queries";
import { StateBadge } from "../StateBadge";
import { standingOf } from "../standing";
import type { Lead } from "../types";
import { useClockText } from "../useClockText";
import { closedWhy } from "../why";
import "./record.css";

/** The headline: what to do next and until when, or how it ended. */
export function LeadHead({ lead, actions, children }: { lead: Lead; actions: ReactNode; children: ReactNode }) {
  const { t } = useTranslation("leads");
  const word = useWords();
  const headline = useHeadline(lead);
  const name = lead.companyName || lead.name;
  return (
    <Page
      title={name}
      finding={headline}
      crumbs={[{ name: t("title"), go: { to: "/leads" } }]}
      badges={
        <>
          {lead.archiveTime ? <Badge>{t("head.inBin")}</Badge> : <StateBadge of={lead.state} />}
          {lead.heat !== "HEAT_UNSPECIFIED" && <Badge>{word("Heat", lead.heat)}</Badge>}
        </>
      }
      note={<Because lead={lead} />}
      actions={actions}
    >
      {children}
    </Page>
  );
}

function useHeadline(lead: Lead): string {
  const { t } = useTranslation("leads");
  const word = useWords();
  const { language } = useSession();
  const now = useNow();
  const clock = useClockText();
  const standing = standingOf(lead, now);
  const action =
    lead.nextStep && lead.nextAction === "NEXT_ACTION_FOLLOW_UP" ? lead.nextStep : word("NextAction", lead.nextAction);
  const when = lead.nextActionTime ? clock(lead.nextActionTime, now) : "";
  return t(`head.${standing}`, { action, when, reason: closedWhy(lead, language), day: lead.wakeDate });
}

/** Whose it is, and by when exactly; what becomes of it if nothing happens. */
function Because({ lead }: { lead: Lead }) {
  const { t } = useTranslation("leads");
  const { zone } = useSession();
  const { nameOf } = usePeople();
  const pool = usePools()?.find(({ id }) => id === lead.poolId);
  const owner = nameOf(lead.ownerId);
  const standing = standingOf(lead, Date.now());
  const isOpen = standing === "due" || standing === "late";
  return (
    <span className="lead-because">
      <span>{lead.number}</span>
      {owner && <span>{t("head.owner", { name: owner })}</span>}
      {pool && <span>{pool.name}</span>}
      {isOpen && lead.nextActionTime && (
        <span>
          {t("head.by")} <DateText of={lead.nextActionTime} zone={zone} />
        </span>
      )}
      {isOpen && lead.poolDueTime && Date.parse(lead.poolDueTime) > Date.now() && (
        <span>
          {t("head.poolDue")} <DateText of={lead.poolDueTime} zone={zone} />
        </span>
      )}
      {lead.failedTries > 0 && <span>{t("head.tries", { count: lead.failedTries })}</span>}
    </span>
  );
}
