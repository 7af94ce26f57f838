import { useTranslation } from "react-i18next";
import type { components } from "../../api/generated/openapi";
import type { Values } from "../../ui/formValues";

export type Clause = components["schemas"]["common.LateInterestClause"];
export type InterestReport = components["schemas"]["receivables.LateInterestReport"];

/** As a form says it; amounts in per cent stay text. */
export function clauseOf(values: Values): Partial<Clause> {
  return {
    rate: values.rate?.trim() ?? "",
    period: values.period === "RATE_PERIOD_YEAR" ? "RATE_PERIOD_YEAR" : "RATE_PERIOD_DAY",
    dayCount: Number(values.dayCount) || 365,
    cap: values.cap?.trim() ?? "",
    graceDays: Number(values.graceDays) || 0,
  };
}

/** "0.05 % a day, 3 days of grace, at most 5 %". */
export function useClauseText(): (of: Clause | undefined) => string {
  const { t } = useTranslation("interest");
  return (of) => {
    if (!of) return t("clause.none");
    if (Number(of.rate) === 0) return t("clause.zero");
    const isYear = of.period === "RATE_PERIOD_YEAR";
    const said = [t(isYear ? "clause.year" : "clause.day", { rate: of.rate, days: of.dayCount })];
    if (of.graceDays > 0) said.push(t("clause.grace", { count: of.graceDays }));
    if (of.cap) said.push(t("clause.cap", { cap: of.cap }));
    return said.join(t("clause.and"));
  };
}
