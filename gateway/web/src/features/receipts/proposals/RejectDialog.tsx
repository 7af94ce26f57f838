import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Confirm } from "../../../ui/Confirm";
import { Checkbox } from "../../../ui/choices";
import type { CashProposal } from "../types";
import { useDecide } from "./useDecide";

export interface RejectDialogProps {
  of: CashProposal;
  candidate: number;
  onClose: () => void;
}

/** Turns a candidate down, or all of them; it is not proposed for this receipt again. */
export function RejectDialog({ of, candidate, onClose }: RejectDialogProps) {
  const { t } = useTranslation("receipts");
  const { reject, isPending, problem } = useDecide();
  const [isAll, setAll] = useState(false);
  return (
    <Confirm
      title={t("proposals.rejectTitle")}
      confirm={t("proposals.reject")}
      reason="required"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      isPending={isPending}
      problem={problem}
      onConfirm={async (reason) => Boolean(await reject(of, candidate, reason, isAll))}
    >
      <p>{t("proposals.rejectText")}</p>
      {of.candidates.length > 1 && (
        <Checkbox isSelected={isAll} onChange={setAll}>
          {t("proposals.rejectAll", { count: of.candidates.length })}
        </Checkbox>
      )}
    </Confirm>
  );
}
