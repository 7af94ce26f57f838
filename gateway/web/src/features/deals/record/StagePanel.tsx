import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { todayIn } from "../../../parts/days";
import { named } from "../../../parts/said";
import { Panel } from "../../../ui/Panel";
import { GateList } from "../acts/GateList";
import { useProcess } from "../queries";
import { checkGates, nextOf, stageOf } from "../stages";
import type { Deal } from "../types";

/** What still stands before the next stage, each with the place where it is given. */
export function StagePanel({ deal }: { deal: Deal }) {
  const { t } = useTranslation("deals");
  const { may, language, zone } = useSession();
  const process = useProcess(deal.salesProcessId);
  const next = nextOf(process, deal.stage);
  if (!process) return null;
  if (!next) {
    const signs = stageOf(process, deal.stage)?.successCriteria ?? [];
    if (signs.length === 0) return null;
    return (
      <Panel title={t("gate.last")}>
        <ul className="deal-signs">
          {signs.map((sign) => (
            <li key={sign.name}>{named(sign, language)}</li>
          ))}
        </ul>
      </Panel>
    );
  }
  const checked = checkGates(deal, [next], todayIn(zone));
  const met = checked.filter(({ holds }) => holds).length;
  const names = { stage: named(next, language) };
  return (
    <Panel title={t("gate.title", names)} note={checked.length > 0 && t("gate.count", { met, of: checked.length })}>
      <GateList deal={deal} of={checked} mayMend={may("opportunity.update")} />
    </Panel>
  );
}
