import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "../../../ui/Failure";
import { Columns, Page } from "../../../ui/Page";
import { Skeleton } from "../../../ui/shown";
import type { Doing } from "../acts/doing";
import { LeadDialogs } from "../acts/LeadDialogs";
import { useLead } from "../queries";
import type { Lead } from "../types";
import { BecamePanel } from "./BecamePanel";
import { ContactPanel } from "./ContactPanel";
import { FactsPanel } from "./FactsPanel";
import { HistoryPanel } from "./HistoryPanel";
import { KnownPanel } from "./KnownPanel";
import { LeadActions } from "./LeadActions";
import { LeadHead } from "./LeadHead";
import { NeedPanel } from "./NeedPanel";
import { QuestionsPanel } from "./QuestionsPanel";
import { ScorePanel } from "./ScorePanel";
import { TeamPanel } from "./TeamPanel";

const route = getRouteApi("/shell/leads/$leadId");

/** One lead: what to do next and until when comes first. */
export function LeadPage() {
  const { leadId } = route.useParams();
  const { t } = useTranslation("leads");
  const { data: lead, error, refetch } = useLead(leadId);
  if (lead) return <Record key={lead.id} lead={lead} />;
  return (
    <Page title={t("one")} crumbs={[{ name: t("title"), go: { to: "/leads" } }]} {...(!error && { finding: null })}>
      {error ? <Failure of={error} retry={() => void refetch()} /> : <Skeleton lines={12} />}
    </Page>
  );
}

function Record({ lead }: { lead: Lead }) {
  const { list } = route.useSearch();
  const [doing, setDoing] = useState<Doing | null>(null);
  return (
    <LeadHead lead={lead} actions={<LeadActions lead={lead} list={list} onDo={setDoing} />}>
      <Columns
        main={
          <>
            <BecamePanel lead={lead} />
            <NeedPanel lead={lead} />
            <HistoryPanel lead={lead} />
            <QuestionsPanel lead={lead} />
          </>
        }
        side={
          <>
            <ContactPanel lead={lead} />
            <ScorePanel lead={lead} />
            <FactsPanel lead={lead} />
            <TeamPanel lead={lead} />
            <KnownPanel lead={lead} />
          </>
        }
      />
      <LeadDialogs doing={doing} onClose={() => setDoing(null)} />
    </LeadHead>
  );
}
