import { Radio, RadioGroup } from "react-aria-components/RadioGroup";
import { useTranslation } from "react-i18next";
import type { components } from "../../../api/generated/openapi";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { Panel } from "../../../ui/Panel";
import type { Deal } from "../types";
import { useDealActs } from "../useDealActs";

type Answer = components["schemas"]["common.Answer"];
const QUESTIONS = ["budget", "decisionMaker", "pain", "couldClose", "worthTheTime"] as const;
const ANSWERS: readonly Answer[] = ["ANSWER_YES", "ANSWER_NO", "ANSWER_UNSPECIFIED"];

/** The five questions that tell whether it is worth pursuing; an answer is kept at once. */
export function QuestionsPanel({ deal }: { deal: Deal }) {
  const { t } = useTranslation("deals");
  const word = useWords();
  const { may } = useSession();
  const { change, isPending } = useDealActs(deal);
  const isReadOnly = !may("opportunity.update") || deal.state !== "OPPORTUNITY_STATE_OPEN" || Boolean(deal.archiveTime);
  const answers = deal.questions;
  const answered = QUESTIONS.filter(
    (question) => (answers?.[question] ?? "ANSWER_UNSPECIFIED") !== "ANSWER_UNSPECIFIED",
  ).length;
  const answer = (question: (typeof QUESTIONS)[number], to: string): void => {
    void change({ questions: { ...answers, [question]: to as Answer } });
  };
  return (
    <Panel title={t("questions.title")} note={t("questions.count", { answered, of: QUESTIONS.length })}>
      <div className="deal-questions">
        {QUESTIONS.map((question) => (
          <RadioGroup
            key={question}
            aria-label={t(`questions.${question}`)}
            value={answers?.[question] ?? "ANSWER_UNSPECIFIED"}
            onChange={(to) => answer(question, to)}
            isDisabled={isReadOnly || isPending}
            orientation="horizontal"
            className="deal-question"
          >
            <span>{t(`questions.${question}`)}</span>
            <span className="deal-answers">
              {ANSWERS.map((each) => (
                <Radio key={each} value={each} className="deal-answer">
                  {each === "ANSWER_UNSPECIFIED" ? t("questions.open") : word("Answer", each)}
                </Radio>
              ))}
            </span>
          </RadioGroup>
        ))}
      </div>
    </Panel>
  );
}
