import { useTranslation } from "react-i18next";
import { isZero } from "../../../api/money";
import { useWords } from "../../../i18n/words";
import { Badge, Money } from "../../../ui/shown";
import { ItemHead } from "../AnswerLines";
import { Balances, Movements } from "../Rows";
import type { Shared } from "../types";
import { AnswerForm } from "./AnswerForm";
import { Downloads } from "./Downloads";
import { ScanForm } from "./ScanForm";

/** What the customer owes by our books, to be confirmed or disputed line by line; afterwards what was answered, and the stamped scan. */
export function SharedStatement(props: { of: Shared; token: string; onAnswered: (shown: Shared) => void }) {
  const { of, token, onAnswered } = props;
  const { t } = useTranslation("statements");
  const isAnswered = of.answerTime !== undefined;
  return (
    <div className="statement-parts">
      <section>
        <span className="statement-note">
          {of.fromDate
            ? t("shared.period", { from: of.fromDate, to: of.toDate })
            : t("shared.asOf", { day: of.toDate })}
        </span>
        {of.owed && (
          <span className="statement-figure">
            <Money of={of.owed} />
          </span>
        )}
        {of.overdue && !isZero(of.overdue) && (
          <span>
            {t("field.overdue")} <Money of={of.overdue} isLate />
          </span>
        )}
        <span className="statement-note">{t("shared.noDemand")}</span>
      </section>
      {isAnswered ? <Answered of={of} /> : <AnswerForm of={of} token={token} onAnswered={onAnswered} />}
      {isAnswered && <ScanForm of={of} token={token} onSent={onAnswered} />}
      <section>
        <h2>{t("balances")}</h2>
        <Balances of={of} />
        <span className="statement-note">{t("apart")}</span>
      </section>
      {of.lines.length > 0 && (
        <details>
          <summary>{t("shared.lines", { count: of.lines.length })}</summary>
          <Movements of={of} />
        </details>
      )}
      <Downloads of={of} token={token} />
    </div>
  );
}

function Answered({ of }: { of: Shared }) {
  const { t } = useTranslation("statements");
  const word = useWords();
  const said = new Map(of.answers.map((answer) => [answer.position, answer]));
  return (
    <section>
      <p className="statement-done" role="status">
        {t("shared.answered", { name: of.answeredByName, position: of.answeredByPosition })}
      </p>
      <ol className="answer-lines">
        {of.items.map((item) => {
          const answer = said.get(item.position);
          const isDisputed = answer?.verdict === "ANSWER_VERDICT_DISPUTED";
          return (
            <li key={item.position} className="answer-line">
              <ItemHead of={item} />
              {answer && (
                <div>
                  <Badge tone={isDisputed ? "warn" : "good"}>{word("AnswerVerdict", answer.verdict)}</Badge>{" "}
                  {isDisputed && answer.amount && <Money of={answer.amount} />} {answer.text}
                </div>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
