import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { daysBetween, todayIn } from "../../../parts/days";
import { StageSteps } from "../../../parts/StageSteps";
import { named } from "../../../parts/said";
import { usePeople } from "../../../ui/people";
import type { Doing } from "../acts/DealDialogs";
import { useProcess, useStageEntries, useWarnings } from "../queries";
import { stageOf, stagesOf } from "../stages";
import type { Deal } from "../types";
import "./record.css";

/** How far it has come, and how long it stayed where. Pressing a stage moves it there. */
export function StagesPanel({ deal, onDo }: { deal: Deal; onDo: (doing: Doing) => void }) {
  const { t } = useTranslation("deals");
  const { may, language, zone } = useSession();
  const process = useProcess(deal.salesProcessId);
  const entries = useStageEntries(deal.id).data?.stageEntries ?? [];
  const watch = useWarnings(deal.id).data?.watch;
  const { nameOf } = usePeople();
  const isOpen = deal.state === "OPPORTUNITY_STATE_OPEN" && !deal.archiveTime;
  const today = todayIn(zone);
  const inUse = stagesOf(process);
  const current = stageOf(process, deal.stage);
  // One that was taken out of use since still stands where the deal is.
  const stages = !current || inUse.includes(current) ? inUse : [current, ...inUse];
  const at = stages.findIndex(({ key }) => key === deal.stage);

  const steps = stages.map((stage, index) => {
    const stays = entries.filter((entry) => entry.stage === stage.key);
    const days = stays.reduce(
      (sum, { entryDate, exitDate }) =>
        sum + (daysBetween(entryDate, exitDate || (isOpen ? today : deal.closeDate)) ?? 0),
      0,
    );
    const isHere = index === at;
    const usual = isHere ? watch?.usualDays || stage.expectedDays : 0;
    const text = isHere && usual > 0 ? t("stage.daysOf", { count: days, usual }) : t("stage.days", { count: days });
    const last = stays.at(-1);
    const who = last && nameOf(last.personId);
    return {
      id: stage.key,
      name: named(stage, language),
      state: isHere ? ("here" as const) : index < at ? ("past" as const) : ("ahead" as const),
      note: stays.length > 0 ? text : undefined,
      isSlow: isOpen && isHere && usual > 0 && days > usual,
      why: last && [t("stage.entered", { date: last.entryDate }), who, last.note].filter(Boolean).join(" · "),
    };
  });
  const onPick = isOpen && may("opportunity.update") ? (to: string) => onDo({ act: "advance", deal, to }) : undefined;
  return (
    <StageSteps
      label={t("stage.title")}
      steps={steps}
      onPick={onPick}
      pickText={(stage) => t("stage.moveTo", { stage })}
    />
  );
}
