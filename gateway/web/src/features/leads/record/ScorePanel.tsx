import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { ScoreFigures } from "../../../parts/ScoreFigures";
import { Panel } from "../../../ui/Panel";
import type { Lead } from "../types";

/** How good a prospect it is, and why. */
export function ScorePanel({ lead }: { lead: Lead }) {
  const { t } = useTranslation("leads");
  const { language } = useSession();
  if (!lead.scoreDetails) return null;
  return (
    <Panel title={t("field.score")} note={<b className="lead-total">{lead.score}</b>}>
      <ScoreFigures of={lead.scoreDetails} language={language} />
    </Panel>
  );
}
