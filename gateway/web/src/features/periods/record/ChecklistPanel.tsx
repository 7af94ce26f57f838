import { useTranslation } from "react-i18next";
import { Panel } from "../../../ui/Panel";
import type { Checklist, Which } from "../queries";
import { ItemRow } from "./ItemRow";
import { Obstacle } from "./PeriodActs";

/** What was looked at; what found nothing is said too, so that one sees that it was. */
export function ChecklistPanel({ of: checklist, which }: { of: Checklist; which: Which }) {
  const { t } = useTranslation("periods");
  return (
    <Panel title={t("checklist")} note={t("checklistNote")} isFlush>
      {checklist.obstacle && (
        <div className="period-body">
          <Obstacle of={checklist} />
        </div>
      )}
      <ul className="period-items">
        {checklist.items.map((item) => (
          <li key={item.kind}>
            <ItemRow of={item} which={which} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
