import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { ScoreFigures } from "../../../parts/ScoreFigures";
import { useSources } from "../../../parts/sources";
import { Button } from "../../../ui/Button";
import { Facts } from "../../../ui/Facts";
import { Drawer } from "../../../ui/overlays";
import { DateText, Money } from "../../../ui/shown";
import type { Lead } from "../types";
import { useLeadActs } from "../useLeadActs";
import { closedWhy } from "../why";
import "../../../ui/form.css";

/** What is told of a pooled lead before one takes it; phone and mail come with it. */
export function PooledLead({ lead, onClose }: { lead: Lead | null; onClose: () => void }) {
  const { t } = useTranslation("leads");
  if (!lead) return null;
  return (
    <Drawer title={lead.companyName || lead.name} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Content lead={lead} claim={t("act.claim")} />
    </Drawer>
  );
}

function Content({ lead, claim }: { lead: Lead; claim: string }) {
  const { t } = useTranslation("leads");
  const word = useWords();
  const { zone, language } = useSession();
  const { nameOf: sourceOf } = useSources();
  const acts = useLeadActs();
  const navigate = useNavigate();
  const take = async (): Promise<void> => {
    if (await acts.claim(lead)) void navigate({ to: "/leads/$leadId", params: { leadId: lead.id } });
  };
  return (
    <div className="form">
      <Facts
        of={[
          { name: t("field.name"), value: [lead.name, lead.title].filter(Boolean).join(" ") },
          { name: t("field.phone"), value: lead.phone },
          { name: t("field.need"), value: lead.need },
          { name: t("field.amount"), value: lead.estimatedAmount && <Money of={lead.estimatedAmount} /> },
          { name: t("field.heat"), value: lead.heat !== "HEAT_UNSPECIFIED" && word("Heat", lead.heat) },
          { name: t("field.region"), value: lead.region },
          { name: t("field.industry"), value: lead.industry },
          { name: t("field.source"), value: sourceOf(lead.sourceId) },
          { name: t("field.came"), value: lead.firstTouchTime && <DateText of={lead.firstTouchTime} zone={zone} /> },
          { name: t("field.why"), value: closedWhy(lead, language) },
        ]}
      />
      {lead.scoreDetails && <ScoreFigures of={lead.scoreDetails} language={language} />}
      <footer className="form-foot">
        <Button kind="main" onPress={() => void take()} isPending={acts.isPending}>
          {claim}
        </Button>
      </footer>
    </div>
  );
}
