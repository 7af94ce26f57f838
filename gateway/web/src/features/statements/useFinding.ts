import { useTranslation } from "react-i18next";
import { sum } from "../../api/money";
import { useSession } from "../../app/session";
import { amountsText, inOrder } from "../../parts/instalment/sums";
import { useAnswers } from "./queries";

/** How many wait for an answer and how many are disputed, and for how much; null while that is on its way. */
export function useFinding(): string | null | undefined {
  const { t } = useTranslation("statements");
  const { currency, language } = useSession();
  const { data, isError } = useAnswers();
  if (isError) return undefined;
  if (!data) return null;
  const of = (...states: string[]) => data.rows.filter(({ state }) => states.includes(state));
  const waiting = of("ACCOUNT_STATEMENT_STATE_SENT", "ACCOUNT_STATEMENT_STATE_VIEWED");
  const disputed = of("ACCOUNT_STATEMENT_STATE_DISPUTED");
  const count = (rows: typeof waiting): number => rows.reduce((total, each) => total + each.count, 0);
  const amounts = (rows: typeof waiting, name: "owed" | "disputed"): string => {
    const codes = [...new Set(rows.flatMap((each) => each[name]?.currencyCode ?? []))];
    const sums = codes.map((code) =>
      sum(
        rows.flatMap((each) => each[name] ?? []).filter((each) => each.currencyCode === code),
        code,
      ),
    );
    return amountsText(inOrder(sums, currency), language);
  };
  const parts = [
    count(waiting) > 0 && t("finding.waiting", { count: count(waiting), amount: amounts(waiting, "owed") }),
    count(disputed) > 0 && t("finding.disputed", { count: count(disputed), amount: amounts(disputed, "disputed") }),
  ].filter((part): part is string => typeof part === "string");
  return parts.length > 0 ? parts.join(t("finding.and")) : t(data.rows.length > 0 ? "finding.fine" : "finding.nothing");
}
