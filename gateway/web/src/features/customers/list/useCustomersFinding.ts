import { useTranslation } from "react-i18next";
import { $api } from "../../../api/client";
import { type Total, totalText } from "../../../ui/total";
import { AT_RISK, DUE, TIER_A } from "./useCustomerFilters";

/** `orderBy`: along what the database finds them where hardly any match. */
function useTotal(filter: string, orderBy?: string): Total | undefined | null {
  const query = { pageSize: 1, ...(filter && { filter }), ...(orderBy && { orderBy }) };
  const { data, isError } = $api.useQuery("get", "/v1/accounts", { params: { query } });
  return isError ? null : data?.total;
}

/** What it comes to: how many there are, and with how many one should talk. */
export function useCustomersFinding(): { text: string; note: string } | undefined {
  const { t, i18n } = useTranslation("customers");
  const [all, due, risk, best] = [
    useTotal(""),
    useTotal(DUE, "next_contact_due_date"),
    useTotal(AT_RISK),
    useTotal(TIER_A),
  ];
  // The list says what failed.
  if (all === null || due === null) return { text: t("title"), note: "" };
  if (!all || !due) return undefined;
  const shown = (total: Total): string => totalText(total, i18n.language);
  if (all.count === 0) return { text: t("finding.none"), note: "" };
  const values = { count: all.count, total: shown(all), due: shown(due) };
  const note = [
    best && best.count > 0 && t("finding.a", { count: best.count, total: shown(best) }),
    risk && risk.count > 0 && t("finding.risk", { count: risk.count, total: shown(risk) }),
  ];
  return { text: t(due.count > 0 ? "finding.due" : "finding.calm", values), note: note.filter(Boolean).join(" · ") };
}
