import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { type Money, moneyText } from "../../../api/money";
import { useSession } from "../../../app/session";
import type { CashProposal } from "../types";

/** What is done with a proposal: a candidate is paid or turned down, or all of it is looked for anew. */
export function useDecide() {
  const { t } = useTranslation("receipts");
  const { language } = useSession();
  const command = useCommand();
  const at = (of: CashProposal) => ({ params: { path: { cash_proposal_id: of.id } }, headers: ifMatch(of) });
  return {
    ...command,
    accept: (of: CashProposal, candidate: number, paid: Money) =>
      command.run(
        () => reply(api.POST("/v1/cashProposals/{cash_proposal_id}:accept", { ...at(of), body: { candidate } })),
        {
          done: t("proposals.accepted", { amount: moneyText(paid, language) }),
        },
      ),
    reject: (of: CashProposal, candidate: number, reason: string, all: boolean) =>
      command.run(
        () =>
          reply(
            api.POST("/v1/cashProposals/{cash_proposal_id}:reject", { ...at(of), body: { candidate, reason, all } }),
          ),
        { done: t("proposals.rejected"), quiet: true },
      ),
    look: (receiptId: string) =>
      command.run(() => reply(api.POST("/v1/receipts:propose", { body: { receiptIds: [receiptId] } }))),
  };
}
