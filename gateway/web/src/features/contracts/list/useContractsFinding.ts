import { useTranslation } from "react-i18next";
import { $api } from "../../../api/client";
import { type Total, totalText } from "../../../ui/total";

/** How many contracts run, and how many wait for somebody on their way to be effective. */
export function useContractsFinding(): { text: string; note: string } | undefined {
  const { t, i18n } = useTranslation("contracts");
  const running = useTotal("state = EFFECTIVE");
  const waiting = useTotal("(state = DRAFT OR state = APPROVED OR state = SEALED OR state = RETURNED)");
  const ending = useTotal("state = EFFECTIVE AND end_date >= today AND end_date <= today+30d");
  // The list says what failed.
  if (running === null || waiting === null || ending === null) return { text: t("title"), note: "" };
  if (!running || !waiting || !ending) return undefined;
  const told = (key: "running" | "waiting" | "ending", of: Total): string =>
    of.count > 0 ? t(`finding.${key}`, { count: of.count, total: totalText(of, i18n.language) }) : "";
  return {
    text: told("running", running) || t("finding.none"),
    note: [told("waiting", waiting), told("ending", ending)].filter(Boolean).join(" · "),
  };
}

function useTotal(filter: string): Total | undefined | null {
  const { data, isError } = $api.useQuery("get", "/v1/contracts", { params: { query: { filter, pageSize: 1 } } });
  return isError ? null : data?.total;
}
