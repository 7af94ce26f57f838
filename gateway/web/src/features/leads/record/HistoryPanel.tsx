import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Panel } from "../../../ui/Panel";
import { Timeline } from "../../../ui/Timeline";
import type { Doing } from "../acts/doing";
import { allowed } from "../allowed";
import type { Lead } from "../types";
import { useHistory } from "./useHistory";

/** What was said with them and what was seen of them, the latest first. */
export function HistoryPanel({ lead, onDo }: { lead: Lead; onDo: (doing: Doing) => void }) {
  const { t } = useTranslation("leads");
  const session = useSession();
  const { happenings, more, isReading } = useHistory(lead);
  const log = () => onDo({ act: "log", lead });
  const mayLog = allowed(lead, session).includes("log");
  return (
    <Panel
      title={t("history.title")}
      actions={
        mayLog && (
          <Button kind="plain" onPress={log}>
            {t("act.log")}
          </Button>
        )
      }
    >
      <Timeline
        of={happenings}
        zone={session.zone}
        empty={{ title: t("history.empty"), text: t("history.emptyText") }}
        more={more}
        isReading={isReading}
      />
    </Panel>
  );
}
