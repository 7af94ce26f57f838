import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { Confirm } from "../../../ui/Confirm";
import type { Receipt } from "../types";

export interface AskReversalProps {
  of: Receipt;
  /** None for the whole receipt. */
  allocationIds: readonly string[];
  onClose: () => void;
  onAsked: () => void;
}

/** Asks a second person to take back what was paid; nothing moves until that person approves. */
export function AskReversal({ of, allocationIds, onClose, onAsked }: AskReversalProps) {
  const { t } = useTranslation("receipts");
  const { run, isPending, problem } = useCommand();
  const wholeReceipt = allocationIds.length === 0;
  const params = { path: { receipt_id: of.id } };
  return (
    <Confirm
      title={
        wholeReceipt
          ? t("reverse.wholeTitle", { number: of.number })
          : t("reverse.title", { count: allocationIds.length })
      }
      confirm={t("reverse.ask")}
      reason="required"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      isPending={isPending}
      problem={problem}
      onConfirm={async (reason) => {
        const body = wholeReceipt ? { wholeReceipt, reason } : { allocationIds: [...allocationIds], reason };
        const call = () => reply(api.POST("/v1/receipts/{receipt_id}:reverse", { params, headers: ifMatch(of), body }));
        const asked = await run(call, { done: t("reverse.asked"), quiet: true });
        if (asked) onAsked();
        return Boolean(asked);
      }}
    >
      {t(wholeReceipt ? "reverse.wholeText" : "reverse.text")}
    </Confirm>
  );
}
