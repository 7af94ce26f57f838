import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { type Money, moneyText } from "../../../api/money";
import { useSession } from "../../../app/session";
import type { Portion } from "../proposal";
import type { Receipt } from "../types";

/** Pays instalments from a receipt, or holds money for them in advance. */
export function useAllocate(of: Receipt) {
  const { t } = useTranslation("receipts");
  const { language } = useSession();
  const command = useCommand();
  const allocate = (portions: readonly Portion[], total: Money, inAdvance = false) => {
    const lines = portions.map((portion) => ({ ...portion, inAdvance }));
    const params = { path: { receipt_id: of.id } };
    const done = t(inAdvance ? "advance.done" : "allocate.done", { amount: moneyText(total, language) });
    const call = () =>
      reply(api.POST("/v1/receipts/{receipt_id}:allocate", { params, headers: ifMatch(of), body: { lines } }));
    return command.run(call, { done, quiet: true });
  };
  return { ...command, allocate };
}
