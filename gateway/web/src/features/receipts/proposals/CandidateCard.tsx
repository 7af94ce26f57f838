import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { AccountName } from "../../../parts/AccountName";
import { StandingBadge } from "../../../parts/instalment/Standing";
import { DateText, Money } from "../../../ui/shown";
import { usePaid } from "../queries";
import type { Candidate } from "../types";
import { Confidence, ReasonChips } from "./Why";

const ALL = 20;

export interface CandidateCardProps {
  of: Candidate;
  /** Of which one is chosen. */
  group: string;
  isChosen: boolean;
  choose: () => void;
}

/** One way to use the money: whose it would be, what it would pay, why, and how sure that is. */
export function CandidateCard({ of, group, isChosen, choose }: CandidateCardProps) {
  const id = useId();
  return (
    <div className={isChosen ? "candidate chosen" : "candidate"}>
      <label className="candidate-head" htmlFor={id}>
        <input id={id} name={group} type="radio" checked={isChosen} onChange={choose} />
        <b>
          <AccountName id={of.customerId} isPlain />
        </b>
        <Confidence of={of.confidence} />
      </label>
      <ul className="candidate-lines">
        {of.lines.map((line) => (
          <Line key={line.instalmentId} of={line} />
        ))}
      </ul>
      <ReasonChips of={of.reasons} most={ALL} />
    </div>
  );
}

function Line({ of }: { of: Candidate["lines"][number] }) {
  const { t } = useTranslation("receipts");
  const { zone } = useSession();
  const { data } = usePaid(of.instalmentId);
  return (
    <li className="candidate-line">
      <span className="candidate-words">
        <span>{data ? `${data.contractNumber} ${data.name}` : "…"}</span>
        <span className="paid-note">
          {data?.open && (
            <>
              {t("allocate.open")} <Money of={data.open} />
            </>
          )}
          {data?.dueDate && (
            <>
              {" · "}
              {t("proposals.due")} <DateText of={data.dueDate} zone={zone} />
            </>
          )}
        </span>
      </span>
      {data && <StandingBadge of={data} />}
      {of.amount && <Money of={of.amount} />}
    </li>
  );
}
