import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { usePeople } from "../../../ui/people";
import { DateText } from "../../../ui/shown";
import type { Run } from "../runs";

/** Those that were taken back or never posted, by whom and why. */
export function PastRuns<Kind extends Run>({
  of: runs,
  stateOf,
}: {
  of: readonly Kind[];
  stateOf: (run: Kind) => string;
}) {
  const { t } = useTranslation("periods");
  const { zone } = useSession();
  const { nameOf } = usePeople();
  if (runs.length === 0) return null;
  return (
    <ul className="period-history period-body">
      {runs.map((run) => (
        <li key={run.id}>
          {run.endTime && <DateText of={run.endTime} zone={zone} />}
          <span>
            {t("run.ended", { name: nameOf(run.endedBy), state: stateOf(run) })}
            {run.endReason && ` · ${run.endReason}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
