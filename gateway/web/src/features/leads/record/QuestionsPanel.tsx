import { FiveQuestions } from "../../../parts/FiveQuestions";
import type { Lead } from "../types";
import { useEdit } from "./useEdit";

/** Whether the lead is worth pursuing. */
export function QuestionsPanel({ lead }: { lead: Lead }) {
  const { edit, save } = useEdit(lead);
  return (
    <FiveQuestions
      of={lead.questions}
      isReadOnly={edit.isReadOnly || edit.isPending}
      onChange={(questions) => void save({ questions })}
    />
  );
}
