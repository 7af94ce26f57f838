import { useTranslation } from "react-i18next";
import { isZero, moneyText } from "../../../api/money";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { Failure } from "../../../ui/Failure";
import { Panel } from "../../../ui/Panel";
import { usePeople } from "../../../ui/people";
import { Timeline } from "../../../ui/Timeline";
import { useVersions } from "../queries";
import type { Plan, PlanVersion } from "../types";
import { Changes } from "./Changes";

/** Every version of the plan: why it came to be, and how much money comes how much later by it. */
export function VersionsPanel({ plan }: { plan: Plan }) {
  const { t } = useTranslation("contracts");
  const word = useWords();
  const { zone, language } = useSession();
  const { nameOf } = usePeople();
  const { data, error, refetch } = useVersions(plan.id);
  const movedText = ({ moved, movedDays }: PlanVersion): string => {
    if (!moved || isZero(moved)) return "";
    const key = movedDays > 0 ? "version.later" : movedDays < 0 ? "version.earlier" : "version.moved";
    return t(key, { amount: moneyText(moved, language, "short"), count: Math.abs(movedDays) });
  };
  return (
    <Panel title={t("version.title")}>
      {error ? (
        <Failure of={error} retry={() => void refetch()} isSmall />
      ) : (
        <Timeline
          zone={zone}
          of={data?.versions.map((version) => ({
            id: version.id,
            time: version.createTime ?? "",
            icon: "contract" as const,
            title: `${t("version.number", { number: version.number })} · ${word("VersionCause", version.cause)}`,
            text: [movedText(version), version.reason, nameOf(version.madeBy)].filter(Boolean).join(" · "),
            details: <Changes of={version.changes} />,
          }))}
          empty={{ title: t("version.title"), text: t("version.none") }}
        />
      )}
    </Panel>
  );
}
