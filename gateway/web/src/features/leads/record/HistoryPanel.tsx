import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Panel } from "../../../ui/Panel";
import { Timeline } from "../../../ui/Timeline";
import type { Lead } from "../types";
import { useHistory } from "./useHistory";

/** What was said with them and what was seen of them, the latest first. */
export function HistoryPanel({ lead }: { lead: Lead }) {
  const { t } = useTranslation("leads");
  const { zone } = useSession();
  const { happenings, more, isReading } = useHistory(lead);
  return (
    <Panel title={t("history.title")}>
      <Timeline
        of={happenings}
        zone={zone}
        empty={{ title: t("history.empty"), text: t("history.emptyText") }}
        more={more}
        isReading={isReading}
      />
    </Panel>
  );
}
