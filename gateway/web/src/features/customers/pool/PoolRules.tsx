import { useTranslation } from "react-i18next";
import type { AccountPool } from "../types";

/** How many one may claim and have, when a former owner may again, and how customers come here. */
export function PoolRules({ of }: { of: AccountPool }) {
  const { t } = useTranslation("customers");
  const limits = [
    of.claimsPerDay > 0 && t("pool.rule.perDay", { count: of.claimsPerDay }),
    of.holdingLimit > 0 && t("pool.rule.held", { count: of.holdingLimit }),
    of.coolingOffDays > 0 && t("pool.rule.cooling", { count: of.coolingOffDays }),
  ].filter(Boolean);
  return (
    <>
      {(limits.length > 0 ? limits : [t("pool.noLimits")]).map((limit) => (
        <span key={String(limit)}>{limit}</span>
      ))}
      <span>{of.byHand ? t("pool.byHand") : t("pool.rule.days", { count: of.poolingDays })}</span>
    </>
  );
}
