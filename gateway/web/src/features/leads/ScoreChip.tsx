import { useSession } from "../../app/session";
import { ScoreFigures } from "../../parts/ScoreFigures";
import { said } from "../../parts/said";
import { Reason } from "../../ui/Reason";
import type { Lead } from "./types";
import "./leads.css";

/** The score; its parts and reasons when one asks. The weightiest reason beside it, where there is room. */
export function ScoreChip({ of, hasReason = false }: { of: Lead; hasReason?: boolean }) {
  const { language } = useSession();
  const details = of.scoreDetails;
  return (
    <span className="lead-score">
      <Reason why={details && <ScoreFigures of={details} language={language} />}>{String(of.score)}</Reason>
      {hasReason && details?.reasons[0] && <span className="lead-quiet">{said(details.reasons[0], language)}</span>}
    </span>
  );
}
