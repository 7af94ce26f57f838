import { useTranslation } from "react-i18next";
import { contentOf } from "../../../parts/attaching";
import { GoLink } from "../../../ui/Go";
import { Icon } from "../../../ui/Icon";
import { useAttachment, useContract } from "../queries";
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

function Paper({ id }: { id: string }) {
  const { data, isError } = useAttachment(id);
  if (isError || !data) return null;
  return (
    <a className="claim-paper" href={contentOf(data)} download={data.fileName}>
      <Icon name="file" size={14} />
      {data.fileName}
    </a>
  );
}
