import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { has } from "../../../parts/instalment/standing";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { Panel } from "../../../ui/Panel";
import { Skeleton } from "../../../ui/shown";
import { useProposal } from "../queries";
import type { CashProposal, Receipt } from "../types";
import { Candidates } from "./Candidates";
import { useDecide } from "./useDecide";
import "./proposals.css";

/** Whether something is proposed for this receipt; undefined while that is on its way. */
export function useIsProposed(of: Receipt): boolean | undefined {
  const { may } = useSession();
  const isAsked = may("cash_proposal.read") && has(of.unapplied);
  const { data, isError } = useProposal(of.id, isAsked);
  if (!isAsked || isError) return false;
  return data && data.cashProposals[0]?.state === "PROPOSAL_STATE_OPEN";
}

/** What this money may pay (核销建议), and deciding about it; nothing where nothing is left to pay with. */
export function Proposals({ of }: { of: Receipt }) {
  const { t } = useTranslation("receipts");
  const { may } = useSession();
  const isWanted = may("cash_proposal.read") && has(of.unapplied) && of.state !== "RECEIPT_STATE_REVERSED";
  const { data, error, refetch } = useProposal(of.id, isWanted);
  const { look, isPending } = useDecide();
  if (!isWanted) return null;
  const proposal = data?.cashProposals[0];
  if (data && !proposal && !may("cash_proposal.make")) return null;
  const again = may("cash_proposal.make") && (
    <Button kind="plain" isPending={isPending} onPress={() => void look(of.id)}>
      {t(proposal ? "proposals.again" : "proposals.look")}
    </Button>
  );
  return (
    <Panel title={t("proposals.title")} actions={again}>
      {error ? (
        <Failure of={error} retry={() => void refetch()} isSmall />
      ) : !data ? (
        <Skeleton lines={3} />
      ) : proposal?.state === "PROPOSAL_STATE_OPEN" ? (
        // Anew with every version: what was chosen is another one then.
        <Candidates key={proposal.etag} of={of} proposal={proposal} />
      ) : (
        <Closed of={proposal} />
      )}
    </Panel>
  );
}

/** Why there is nothing to decide. */
function Closed({ of }: { of: CashProposal | undefined }) {
  const { t } = useTranslation("receipts");
  const state = of?.state ?? "PROPOSAL_STATE_UNSPECIFIED";
  return <p className="receipt-note">{t(`proposals.closed.${state}`, { reason: of?.rejectReason })}</p>;
}
