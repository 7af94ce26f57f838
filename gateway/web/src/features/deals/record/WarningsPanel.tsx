import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { said } from "../../../parts/said";
import { Panel } from "../../../ui/Panel";
import { Badge } from "../../../ui/shown";
import { useWarnings } from "../queries";
import type { Deal } from "../types";

/** What endangers the deal, the gravest first, and what to do about it. Nothing where nothing does. */
export function WarningsPanel({ deal }: { deal: Deal }) {
  const { t } = useTranslation("deals");
  const word = useWords();
  const { language } = useSession();
  const warnings = useWarnings(deal.id).data?.warnings ?? [];
  if (warnings.length === 0) return null;
  return (
    <Panel title={t("warnings.title")} note={warnings.length}>
      <ul className="deal-warnings">
        {warnings.map(({ kind, reason, action, milestoneId }) => (
          <li key={kind + milestoneId}>
            <Badge tone="warn">{word("WarningKind", kind)}</Badge>
            <div>
              <p>{said(reason, language)}</p>
              <p className="deal-quiet">{said(action, language)}</p>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
