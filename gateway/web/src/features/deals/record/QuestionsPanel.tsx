import { useSession } from "../../../app/session";
import { FiveQuestions } from "../../../parts/FiveQuestions";
import type { Deal } from "../types";
import { useDealActs } from "../useDealActs";

/** Whether the deal is worth pursuing. */
export function QuestionsPanel({ deal }: { deal: Deal }) {
  const { may } = useSession();
  const { change, isPending } = useDealActs(deal);
  const isOpen = deal.state === "OPPORTUNITY_STATE_OPEN" && !deal.archiveTime;
  return (
    <FiveQuestions
      of={deal.questions}
      isReadOnly={isPending || !isOpen || !may("opportunity.update")}
      onChange={(questions) => void change({ questions })}
    />
  );
}
