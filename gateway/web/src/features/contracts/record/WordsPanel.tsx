import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { Panel } from "../../../ui/Panel";
import { usePeople } from "../../../ui/people";
import { Badge, DateText, Money, type Tone } from "../../../ui/shown";
import { useDisputes, usePromises } from "../queries";
import type { Plan } from "../types";

const TONES: Readonly<Record<string, Tone>> = {
  PROMISE_STATE_OPEN: "info",
  PROMISE_STATE_KEPT: "good",
  PROMISE_STATE_BROKEN: "late",
  DISPUTE_STATE_OPEN: "warn",
};

/** What the customer promised, and what it disputes. Recording one is done at its instalment. */
export function WordsPanel({ plan, onOpen }: { plan: Plan; onOpen: (instalmentId: string) => void }) {
  const { t } = useTranslation("contracts");
  const word = useWords();
  const { zone } = useSession();
  const { nameOf } = usePeople();
  const promises = usePromises(plan.contractId).data?.promises ?? [];
  const disputes = useDisputes(plan.contractId).data?.disputes ?? [];
  if (promises.length + disputes.length === 0) return null;
  const names = new Map(plan.instalments.map(({ id, name }) => [id, name]));
  const badge = (state: string, text: string) => <Badge {...(TONES[state] && { tone: TONES[state] })}>{text}</Badge>;
  return (
    <Panel title={t("words.title")} note={promises.length + disputes.length}>
      <ul className="contract-receipts">
        {promises.map((promise) => (
          <li key={promise.id}>
            {badge(promise.state, word("PromiseState", promise.state))}
            <button
              type="button"
              className="plan-open contract-receipt-words"
              onClick={() => onOpen(promise.lines[0]?.instalmentId ?? "")}
            >
              {t("words.promise", { date: promise.promiseDate })}
              <span className="contract-quiet"> {[promise.speaker, promise.evidence].filter(Boolean).join(" · ")}</span>
            </button>
            {promise.amount && <Money of={promise.amount} />}
          </li>
        ))}
        {disputes.map((dispute) => (
          <li key={dispute.id}>
            {badge(dispute.state, word("DisputeState", dispute.state))}
            <button
              type="button"
              className="plan-open contract-receipt-words"
              onClick={() => onOpen(dispute.instalmentId)}
            >
              {t("words.dispute", {
                name: names.get(dispute.instalmentId) ?? "",
                reason: word("DisputeReason", dispute.reason),
              })}
              <span className="contract-quiet">
                {" "}
                {[nameOf(dispute.responsibleId), dispute.detail].filter(Boolean).join(" · ")}
              </span>
            </button>
            {dispute.disputeDate && <DateText of={dispute.disputeDate} zone={zone} />}
            {dispute.amount && <Money of={dispute.amount} />}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
