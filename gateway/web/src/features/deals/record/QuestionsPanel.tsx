import { useSession } from "../../../app/session";
import { Questions } from "../../../parts/Questions";
import type { Deal } from "../types";
import { useDealActs } from "../useDealActs";

/** Whether the deal is worth pursuing. */
export function QuestionsPanel({ deal }: { deal: Deal }) {
  const { may } = useSession();
  const { change, isPending } = useDealActs(deal);
  const isOpen = deal.state === "OPPORTUNITY_STATE_OPEN" && !deal.archiveTime;
  return (
    <Questions
      of={deal.questions}
      onAnswer={(questions) => change({ questions })}
      isPending={isPending}
      isReadOnly={!isOpen || !may("opportunity.update")}
    />
  );
}
