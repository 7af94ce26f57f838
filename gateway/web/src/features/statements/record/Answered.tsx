import { useTranslation } from "react-i18next";
import { useWords } from "../../../i18n/words";
import { GoLink } from "../../../ui/Go";
import { Panel } from "../../../ui/Panel";
import { Badge, Money } from "../../../ui/shown";
import { ItemHead } from "../AnswerLines";
import type { Statement } from "../types";

/** The open items, each with what the customer said of it. */
export function Answered({ of }: { of: Statement }) {
  const { t } = useTranslation("statements");
  const word = useWords();
  const said = new Map(of.answers.map((answer) => [answer.position, answer]));
  return (
    <Panel title={t("items")} note={of.items.length}>
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
                  {isDisputed && answer.amount && <Money of={answer.amount} />} {answer.text}{" "}
                  {answer.disputeId && item.contractId && (
                    <GoLink go={{ to: "/receivables", search: { instalment: item.instalmentId } }}>
                      {t("toDispute")}
                    </GoLink>
                  )}
                </div>
              )}
            </li>
          );
        })}
      </ol>
      {of.items.length === 0 && <p className="statement-note">{t("noItems")}</p>}
    </Panel>
  );
}
