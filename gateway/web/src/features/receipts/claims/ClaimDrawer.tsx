import { useTranslation } from "react-i18next";
import { $api } from "../../../api/client";
import { useSession } from "../../../app/session";
import { AccountName } from "../../../parts/AccountName";
import { Button } from "../../../ui/Button";
import { Facts } from "../../../ui/Facts";
import { Failure } from "../../../ui/Failure";
import { Drawer } from "../../../ui/overlays";
import { usePeople } from "../../../ui/people";
import { DateText, Money, Skeleton } from "../../../ui/shown";
import type { Claim } from "../types";
import { ClaimState } from "./ClaimState";
import { EvidenceOf } from "./EvidenceOf";
import { useClaimActs } from "./useClaimActs";

/** One claim as who made it follows it: what was said, what finance decided and why; taken back while nobody has. */
export function ClaimDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("receipts");
  const params = { path: { receipt_claim_id: id } };
  const { data, error, refetch } = $api.useQuery("get", "/v1/receiptClaims/{receipt_claim_id}", { params });
  return (
    <Drawer title={t("claims.one")} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {error ? (
        <Failure of={error} retry={() => void refetch()} />
      ) : data ? (
        <Known of={data} />
      ) : (
        <Skeleton lines={6} />
      )}
    </Drawer>
  );
}

function Known({ of }: { of: Claim }) {
  const { t } = useTranslation("receipts");
  const { zone, may } = useSession();
  const { nameOf } = usePeople();
  const { withdraw, isPending } = useClaimActs();
  const isOpen = of.state === "RECEIPT_CLAIM_STATE_OPEN";
  return (
    <>
      <Facts
        of={[
          { name: t("field.state"), value: <ClaimState of={of} /> },
          { name: t("claims.reason"), value: of.endReason },
          { name: t("claims.decided"), value: nameOf(of.decidedBy) },
          { name: t("field.amount"), value: of.amount && <Money of={of.amount} /> },
          { name: t("field.receivedDate"), value: <DateText of={of.receivedDate} zone={zone} /> },
          { name: t("field.payerName"), value: of.payerName },
          { name: t("claims.customer"), value: <AccountName id={of.customerId} /> },
          { name: t("claims.evidence"), value: <EvidenceOf of={of} /> },
          { name: t("claims.claimant"), value: nameOf(of.ownerId) },
          { name: t("claims.time"), value: of.createTime && <DateText of={of.createTime} zone={zone} /> },
        ]}
      />
      {isOpen && may("receipt_claim.withdraw") && (
        <footer className="claim-acts">
          <Button isPending={isPending} onPress={() => void withdraw(of)}>
            {t("claims.withdraw")}
          </Button>
        </footer>
      )}
    </>
  );
}
