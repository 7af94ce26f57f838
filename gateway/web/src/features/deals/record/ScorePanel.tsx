import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { ScoreFigures } from "../../../parts/ScoreFigures";
import { Panel } from "../../../ui/Panel";
import type { Deal } from "../types";

/** How good a prospect it is, and why. */
export function ScorePanel({ deal }: { deal: Deal }) {
  const { t } = useTranslation("deals");
  const { language } = useSession();
  if (!deal.scoreDetails) return null;
  return (
    <Panel title={t("score.title")} note={<b className="deal-score">{deal.score}</b>}>
      <ScoreFigures of={deal.scoreDetails} language={language} />
    </Panel>
  );
}
