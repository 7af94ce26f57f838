import { useTranslation } from "react-i18next";
import type { Pool } from "../types";

/** How much of a pool one may take, in words. */
export function PoolRules({ of }: { of: Pool }) {
  const { t } = useTranslation("leads");
  const rules = [
    of.dailyClaims > 0 ? t("pool.daily", { count: of.dailyClaims }) : t("pool.anyDaily"),
    of.holdingLimit > 0 && t("pool.holding", { count: of.holdingLimit }),
    of.coolingOffDays > 0 && t("pool.cooling", { count: of.coolingOffDays }),
    of.claimTeamIds.length > 0 && t("pool.teams"),
  ].filter((rule) => rule !== false);
  return (
    <span>
      {of.name}
      {rules.map((rule) => (
        <span key={rule} className="lead-quiet">
          {" · "}
          {rule}
        </span>
      ))}
    </span>
  );
}
