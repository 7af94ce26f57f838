import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { Panel } from "../../../ui/Panel";
import { usePeople } from "../../../ui/people";
import { Badge, DateText } from "../../../ui/shown";
import type { Period, PeriodClose } from "../queries";

/** Who closed it when, what was left open then, and who opened it again why. */
export function HistoryPanel({ period, closings }: { period: Period; closings: PeriodClose["closings"] }) {
  const { t } = useTranslation("periods");
  const word = useWords();
  const { zone } = useSession();
  const { nameOf } = usePeople();
  return (
    <Panel title={t("history")}>
      {closings.length === 0 && !period.reopenTime ? (
        <p className="period-text">{t("neverClosed")}</p>
      ) : (
        <ul className="period-history">
          {period.reopenTime && (
            <li>
              <DateText of={period.reopenTime} zone={zone} />
              <span>{t("reopenedBy", { name: nameOf(period.reopenedById), reason: period.reopenReason })}</span>
            </li>
          )}
          {closings.toReversed().map(({ knownAt = "", closedBy, checksum, left }) => (
            <li key={knownAt}>
              <DateText of={knownAt} zone={zone} />
              <span>{t("closedBy", { name: nameOf(closedBy) })}</span>
              {left.map(({ kind, count }) => (
                <Badge key={kind}>{t("left", { item: word("PeriodItemKind", kind), count })}</Badge>
              ))}
              <span className="period-sum periods-quiet">{checksum}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
