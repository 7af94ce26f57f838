import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { InPlace } from "../../../parts/InPlace";
import { TextField } from "../../../ui/fields";
import { Panel } from "../../../ui/Panel";
import type { Deal } from "../types";
import { useDealActs } from "../useDealActs";

/** Who else offers. */
export function CompetitorPanel({ deal }: { deal: Deal }) {
  const { t } = useTranslation("deals");
  const { may } = useSession();
  const { change, isPending, problem } = useDealActs(deal, { quiet: true });
  const isReadOnly = !may("opportunity.update") || deal.state !== "OPPORTUNITY_STATE_OPEN" || Boolean(deal.archiveTime);
  return (
    <Panel title={t("field.competitor")}>
      <InPlace
        label={t("field.competitor")}
        isPending={isPending}
        problem={problem}
        isReadOnly={isReadOnly}
        onSave={({ competitor = "" }) => change({ competitor: competitor.trim() })}
        field={
          <TextField
            name="competitor"
            label={t("field.competitor")}
            hint={t("field.competitorHint")}
            defaultValue={deal.competitor}
            lines={2}
            maxLength={500}
            autoFocus
          />
        }
      >
        {deal.competitor || <span className="deal-quiet">{t("field.noCompetitor")}</span>}
      </InPlace>
    </Panel>
  );
}
