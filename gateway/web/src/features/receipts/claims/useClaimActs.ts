import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import type { components } from "../../../api/generated/openapi";
import { attach } from "../../../parts/attaching";
import type { Claim } from "../types";

type Body = components["schemas"]["receivables.ReceiptClaimInput"];

/** Everything that is done to a claim. */
export function useClaimActs() {
  const { t } = useTranslation("receipts");
  const command = useCommand();
  const at = (of: Claim) => ({ params: { path: { receipt_claim_id: of.id } }, headers: ifMatch(of) });
  return {
    ...command,
    /** Evidence lies with the customer that it is about. */
    evidence: (file: File, customerId: string) =>
      command.run(() => attach(file, { type: "account", id: customerId }, "ATTACHMENT_CATEGORY_BANK_RECEIPT"), {
        quiet: true,
      }),
    claim: (receiptId: string, body: Body) => {
      const params = { path: { receipt_id: receiptId } };
      const call = () => reply(api.POST("/v1/receipts/{receipt_id}:claim", { params, body }));
      return command.run(call, { done: t("claims.done"), quiet: true });
    },
    withdraw: (of: Claim) =>
      command.run(() => reply(api.POST("/v1/receiptClaims/{receipt_claim_id}:withdraw", at(of))), {
        done: t("claims.withdrawn"),
      }),
    accept: (of: Claim) =>
      command.run(() => reply(api.POST("/v1/receiptClaims/{receipt_claim_id}:accept", at(of))), {
        done: t("claims.accepted"),
      }),
    decline: (of: Claim, reason: string) =>
      command.run(
        () => reply(api.POST("/v1/receiptClaims/{receipt_claim_id}:decline", { ...at(of), body: { reason } })),
        { done: t("claims.declined"), quiet: true },
      ),
  };
}
