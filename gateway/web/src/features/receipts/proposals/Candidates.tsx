import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Money } from "../../../api/money";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { paidBy } from "../candidates";
import { refusalOf } from "../lines";
import type { CashProposal, Receipt } from "../types";
import { CandidateCard } from "./CandidateCard";
import { Effect } from "./Effect";
import { RejectDialog } from "./RejectDialog";
import { useCandidateKeys } from "./useCandidateKeys";
import { useDecide } from "./useDecide";

const NOTHING: Money = { currencyCode: "CNY", amount: "0" };

/** The candidates of one receipt, walked through, accepted and turned down by keys or by hand. */
export function Candidates({ of, proposal }: { of: Receipt; proposal: CashProposal }) {
  const { t } = useTranslation("receipts");
  const { may, me } = useSession();
  const { accept, isPending } = useDecide();
  const [chosen, setChosen] = useState(0);
  const [isRejecting, setRejecting] = useState(false);
  const refusal = refusalOf(of, me.id);
  const isMine = refusal === "enteredBy" || refusal === "owner";
  const mayAccept = may("receipt.allocate") && !isMine;
  const mayReject = may("cash_proposal.reject");
  const candidate = proposal.candidates[chosen];
  const amounts = candidate && paidBy(candidate, of.unapplied ?? NOTHING);
  const take = (): void => {
    if (mayAccept && amounts && !isPending) void accept(proposal, chosen, amounts.paid);
  };
  const list = useCandidateKeys({
    count: proposal.candidates.length,
    chosen,
    choose: setChosen,
    accept: take,
    reject: mayReject ? () => setRejecting(true) : undefined,
  });
  return (
    <>
      <div ref={list} className="candidates" role="radiogroup" aria-label={t("proposals.title")}>
        {proposal.candidates.map((each, at) => (
          <CandidateCard
            // Their place is what they are known by.
            key={JSON.stringify(each)}
            of={each}
            group={proposal.id}
            isChosen={at === chosen}
            choose={() => setChosen(at)}
          />
        ))}
      </div>
      {candidate && amounts && <Effect of={of} candidate={candidate} {...amounts} />}
      {isMine && <p className="receipt-note">{t(`refusal.${refusal}`)}</p>}
      <footer className="candidates-foot">
        <span className="candidates-keys">{t("proposals.keys")}</span>
        {mayReject && <Button onPress={() => setRejecting(true)}>{t("proposals.reject")}</Button>}
        {mayAccept && (
          <Button kind="main" isPending={isPending} onPress={take}>
            {t("proposals.accept")}
          </Button>
        )}
      </footer>
      {isRejecting && <RejectDialog of={proposal} candidate={chosen} onClose={() => setRejecting(false)} />}
    </>
  );
}
