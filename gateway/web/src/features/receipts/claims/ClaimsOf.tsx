import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { AccountName } from "../../../parts/AccountName";
import { Button } from "../../../ui/Button";
import { Confirm } from "../../../ui/Confirm";
import { Panel } from "../../../ui/Panel";
import { usePeople } from "../../../ui/people";
import { DateText } from "../../../ui/shown";
import { useClaimsOf } from "../queries";
import type { Claim, Receipt } from "../types";
import { ClaimState } from "./ClaimState";
import { EvidenceOf } from "./EvidenceOf";
import { useClaimActs } from "./useClaimActs";
import "./claims.css";

/** Who says whose money this is, side by side; one of them is accepted at most. */
export function ClaimsOf({ of }: { of: Receipt }) {
  const { t } = useTranslation("receipts");
  const { may } = useSession();
  const { data } = useClaimsOf(of.id, may("receipt_claim.read"));
  const claims = data?.receiptClaims ?? [];
  if (claims.length === 0) return null;
  const isOpen = claims.some(({ state }) => state === "RECEIPT_CLAIM_STATE_OPEN");
  return (
    <Panel title={t("claims.of")} note={isOpen && t("claims.effect")}>
      <ul className="claims">
        {claims.map((claim) => (
          <One key={claim.id} of={claim} />
        ))}
      </ul>
    </Panel>
  );
}

function One({ of }: { of: Claim }) {
  const { t } = useTranslation("receipts");
  const { zone } = useSession();
  const { nameOf } = usePeople();
  return (
    <li className="claim">
      <span className="claim-head">
        <b>
          <AccountName id={of.customerId} />
        </b>
        <ClaimState of={of} />
      </span>
      <EvidenceOf of={of} />
      {of.endReason && <span className="claim-reason">{t("claims.because", { reason: of.endReason })}</span>}
      <span className="paid-note">
        {nameOf(of.ownerId)} {of.createTime && <DateText of={of.createTime} zone={zone} />}
      </span>
      {of.state === "RECEIPT_CLAIM_STATE_OPEN" && <Decide of={of} />}
    </li>
  );
}

/** Finance decides; whose customer it is, and who claims, does not. */
function Decide({ of }: { of: Claim }) {
  const { t } = useTranslation("receipts");
  const { may, me } = useSession();
  const { accept, decline, isPending, problem } = useClaimActs();
  const [isDeclining, setDeclining] = useState(false);
  return (
    <span className="claim-acts">
      {may("receipt.identify") && of.ownerId !== me.id && (
        <Button isPending={isPending} onPress={() => void accept(of)}>
          {t("claims.accept")}
        </Button>
      )}
      {may("receipt_claim.decline") && (
        <Button kind="plain" onPress={() => setDeclining(true)}>
          {t("claims.decline")}
        </Button>
      )}
      {isDeclining && (
        <Confirm
          title={t("claims.declineTitle")}
          confirm={t("claims.decline")}
          reason="required"
          isOpen
          onOpenChange={setDeclining}
          isPending={isPending}
          problem={problem}
          onConfirm={async (reason) => Boolean(await decline(of, reason))}
        />
      )}
    </span>
  );
}
