import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { WhyNot } from "../../../parts/WhyAccess";
import { Failure } from "../../../ui/Failure";
import { Columns, Page } from "../../../ui/Page";
import { Skeleton } from "../../../ui/shown";
import { DealDialogs, type Doing } from "../acts/DealDialogs";
import { useDeal } from "../queries";
import type { Deal } from "../types";
import { CompetitorPanel } from "./CompetitorPanel";
import { ContractsPanel } from "./ContractsPanel";
import { DealActions } from "./DealActions";
import { DealHead } from "./DealHead";
import { FactsPanel } from "./FactsPanel";
import { FilesPanel } from "./FilesPanel";
import { LinesPanel } from "./LinesPanel";
import { NextPanel } from "./NextPanel";
import { QuestionsPanel } from "./QuestionsPanel";
import { ScorePanel } from "./ScorePanel";
import { StagePanel } from "./StagePanel";
import { StagesPanel } from "./StagesPanel";
import { StoryPanel } from "./StoryPanel";
import { TeamPanel } from "./TeamPanel";
import { WarningsPanel } from "./WarningsPanel";

const route = getRouteApi("/shell/deals/$dealId");

/** One deal: what to do next comes first. */
export function DealPage() {
  const { dealId } = route.useParams();
  const { t } = useTranslation("deals");
  const { data: deal, error, refetch } = useDeal(dealId);
  if (deal) return <Record key={deal.id} deal={deal} />;
  return (
    <Page title={t("one")} crumbs={[{ name: t("title"), go: { to: "/deals" } }]} {...(!error && { finding: null })}>
      {error ? <Failure of={error} retry={() => void refetch()} /> : <Skeleton lines={12} />}
      <WhyNot type="opportunity" id={dealId} error={error} />
    </Page>
  );
}

function Record({ deal }: { deal: Deal }) {
  const [doing, setDoing] = useState<Doing | null>(null);
  const isOpen = deal.state === "OPPORTUNITY_STATE_OPEN" && !deal.archiveTime;
  return (
    <DealHead deal={deal} actions={<DealActions deal={deal} onDo={setDoing} />}>
      <StagesPanel deal={deal} onDo={setDoing} />
      <Columns
        main={
          <>
            {isOpen && <WarningsPanel deal={deal} />}
            {isOpen && <StagePanel deal={deal} />}
            <NextPanel deal={deal} />
            <ContractsPanel deal={deal} />
            <LinesPanel deal={deal} />
            <StoryPanel deal={deal} />
            <FilesPanel deal={deal} />
          </>
        }
        side={
          <>
            <FactsPanel deal={deal} />
            <ScorePanel deal={deal} />
            <QuestionsPanel deal={deal} />
            <CompetitorPanel deal={deal} />
            <TeamPanel deal={deal} />
          </>
        }
      />
      <DealDialogs doing={doing} onClose={() => setDoing(null)} />
    </DealHead>
  );
}
