import { useTranslation } from "react-i18next";
import { Talks } from "../../../parts/Talks";
import { usePeople } from "../../../ui/people";
import type { Happening } from "../../../ui/Timeline";
import { useStageEntries, useStageName } from "../queries";
import type { Deal } from "../types";

/** What was said about the deal, and the stages that it went through. */
export function StoryPanel({ deal }: { deal: Deal }) {
  const { t } = useTranslation("deals");
  const stageName = useStageName();
  const { nameOf } = usePeople();
  const entries = useStageEntries(deal.id).data?.stageEntries ?? [];
  const moves = entries.map(
    ({ id, stage, entryDate, personId, note }): Happening => ({
      id,
      time: entryDate,
      icon: "next",
      tone: "on",
      title: [t("story.entered", { stage: stageName(deal.salesProcessId, stage) }), nameOf(personId)]
        .filter(Boolean)
        .join(" · "),
      text: note,
    }),
  );
  const accountId = deal.accountId || undefined;
  return (
    <Talks
      of={{ type: "opportunity", id: deal.id, name: deal.name, accountId }}
      field="opportunity_id"
      also={[...moves, ...useEnding(deal)]}
    />
  );
}

function useEnding(deal: Deal): Happening[] {
  const { t } = useTranslation("deals");
  if (!deal.closeDate) return [];
  const isWon = deal.state === "OPPORTUNITY_STATE_WON";
  return [
    {
      id: "end",
      time: deal.closeDate,
      icon: isWon ? "check" : "close",
      ...(isWon && { tone: "good" }),
      title: t(isWon ? "segment.won" : "segment.lost"),
      text: deal.lossDetail,
    },
  ];
}
