import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { totalText } from "../../../ui/total";
import { useClaimableCount, useClaimCount } from "../queries";

/** How much money waits for somebody to know it; for who decides, how many claims wait. Null while that is on its way. */
export function useFinding(): string | null {
  const { t, i18n } = useTranslation("receipts");
  const { may } = useSession();
  const claims = may("receipt.claim");
  const pool = useClaimableCount(claims);
  const open = useClaimCount(!claims && may("receipt_claim.read"));
  const total = claims ? pool : open;
  if (!total) return null;
  if (total.count === 0) return t(claims ? "claims.finding.known" : "claims.finding.decided");
  const all = totalText(total, i18n.language);
  return t(claims ? "claims.finding.unknown" : "claims.finding.open", { count: total.count, all });
}
