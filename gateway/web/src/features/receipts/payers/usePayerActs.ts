import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import type { components } from "../../../api/generated/openapi";
import type { PayerAlias } from "../types";

type Body = components["schemas"]["receivables.PayerAliasInput"];

/** Everything that is done about who pays for whom. */
export function usePayerActs() {
  const { t } = useTranslation("receipts");
  const command = useCommand();
  const at = (of: PayerAlias) => ({ params: { path: { payer_alias_id: of.id } }, headers: ifMatch(of) });
  return {
    ...command,
    ask: (body: Body) =>
      command.run(() => reply(api.POST("/v1/payerAliases", { body })), { done: t("payers.done"), quiet: true }),
    confirm: (of: PayerAlias) =>
      command.run(() => reply(api.POST("/v1/payerAliases/{payer_alias_id}:confirm", at(of))), {
        done: t("payers.confirmed"),
      }),
    end: (of: PayerAlias) =>
      command.run(() => reply(api.POST("/v1/payerAliases/{payer_alias_id}:end", at(of))), {
        done: t("payers.ended"),
      }),
  };
}
