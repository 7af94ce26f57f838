import { useTranslation } from "react-i18next";
import { Paper } from "../../../parts/Paper";
import { GoLink } from "../../../ui/Go";
import { useContract } from "../queries";
import type { Claim } from "../types";

/** What shows that a claim is right: the contract, in words, and on paper. */
export function EvidenceOf({ of }: { of: Claim }) {
  const { t } = useTranslation("receipts");
  const { data: contract } = useContract(of.contractId);
  return (
    <div className="claim-evidence">
      {of.contractId && (
        <span>
          {t("field.contract")}{" "}
          <GoLink go={{ to: `/contracts/${of.contractId}` }}>{contract ? contract.number : "…"}</GoLink>
        </span>
      )}
      <span>{of.evidence}</span>
      {of.evidenceAttachmentIds.map((id) => (
        <Paper key={id} id={id} />
      ))}
    </div>
  );
}
