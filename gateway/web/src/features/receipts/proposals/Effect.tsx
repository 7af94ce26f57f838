import { useTranslation } from "react-i18next";
import { type Money, moneyText } from "../../../api/money";
import { useSession } from "../../../app/session";
import { useAccountName } from "../../../parts/accounts";
import { has } from "../../../parts/instalment/standing";
import type { Candidate, Receipt } from "../types";

/** What accepting does, and how it is taken back, said before. */
export function Effect({ of, candidate, paid, left }: { of: Receipt; candidate: Candidate; paid: Money; left: Money }) {
  const { t } = useTranslation("receipts");
  const { language } = useSession();
  const customer = useAccountName(candidate.customerId);
  const text = (amount: Money): string => moneyText(amount, language);
  return (
    <p className="candidates-effect">
      {!of.customerId && customer && `${t("proposals.effect.identifies", { customer })} `}
      {t("proposals.effect.pays", { amount: text(paid), count: candidate.lines.length })}{" "}
      {has(left) && `${t("proposals.effect.left", { amount: text(left) })} `}
      {t("proposals.effect.undo")}
    </p>
  );
}
