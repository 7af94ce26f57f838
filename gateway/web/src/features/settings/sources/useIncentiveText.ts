import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { moneyText } from "../../../api/money";
import { useWords } from "../../../i18n/words";
import type { Incentive } from "./queries";

/** What who sent a customer gets, in a few words; nothing where nothing is promised. */
export function useIncentiveText(): (incentive: Incentive | undefined) => string {
  const { t, i18n } = useTranslation("settings");
  const word = useWords();
  return useCallback(
    (incentive) => {
      if (!incentive || incentive.basis === "INCENTIVE_BASIS_UNSPECIFIED") return "";
      const { basis, amount, percent } = incentive;
      const value = amount ? moneyText(amount, i18n.language) : t("sources.percentOf", { percent });
      return t("sources.incentiveText", { basis: word("IncentiveBasis", basis), value });
    },
    [t, i18n, word],
  );
}
