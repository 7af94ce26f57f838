import { useSession } from "../../../app/session";
import { FiveQuestions } from "../../../parts/FiveQuestions";
import { useCustomerActs } from "../useCustomerActs";
import type { PartProps } from "./sections";

/** The five questions that tell whether it is worth the time. */
export function QuestionsPanel({ account }: PartProps) {
  const { may } = useSession();
  const { change, isPending } = useCustomerActs(account);
  const isReadOnly = !may("account.update") || Boolean(account.archiveTime) || isPending;
  return (
    <FiveQuestions
      of={account.questions}
      isReadOnly={isReadOnly}
      onChange={(questions) => void change({ questions })}
    />
  );
}
