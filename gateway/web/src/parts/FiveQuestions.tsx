import { Radio, RadioGroup } from "react-aria-components/RadioGroup";
import { useTranslation } from "react-i18next";
import type { components } from "../api/generated/openapi";
import { useWords } from "../i18n/words";
import { Panel } from "../ui/Panel";
import "./five-questions.css";

type Answer = components["schemas"]["common.Answer"];
type Answers = components["schemas"]["common.FiveQuestions"];
const QUESTIONS = ["budget", "decisionMaker", "pain", "couldClose", "worthTheTime"] as const;
const ANSWERS: readonly Answer[] = ["ANSWER_YES", "ANSWER_NO", "ANSWER_UNSPECIFIED"];

export interface FiveQuestionsProps {
  of: Answers | undefined;
  isReadOnly: boolean;
  onChange: (answers: Partial<Answers>) => void;
}

/** The five questions that tell whether it is worth pursuing; an answer is kept at once. */
export function FiveQuestions({ of, isReadOnly, onChange }: FiveQuestionsProps) {
  const { t } = useTranslation("parts");
  const word = useWords();
  const answerTo = (question: (typeof QUESTIONS)[number]): Answer => of?.[question] ?? "ANSWER_UNSPECIFIED";
  const answered = QUESTIONS.filter((question) => answerTo(question) !== "ANSWER_UNSPECIFIED").length;
  return (
    <Panel title={t("questions.title")} note={t("questions.count", { answered, of: QUESTIONS.length })}>
      <div className="questions">
        {QUESTIONS.map((question) => (
          <RadioGroup
            key={question}
            aria-label={t(`questions.${question}`)}
            value={answerTo(question)}
            onChange={(to) => onChange({ ...of, [question]: to as Answer })}
            isDisabled={isReadOnly}
            orientation="horizontal"
            className="question"
          >
            <span>{t(`questions.${question}`)}</span>
            <span className="answers">
              {ANSWERS.map((each) => (
                <Radio key={each} value={each} className="answer">
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
