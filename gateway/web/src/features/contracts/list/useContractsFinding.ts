import { useTranslation } from "react-i18next";
import { $api } from "../../../api/client";

/** How many contracts run, and how many wait for somebody on their way to be effective. */
export function useContractsFinding(): { text: string; note: string } | undefined {
  const { t } = useTranslation("contracts");
  const running = useCount("state = EFFECTIVE");
  const waiting = useCount("(state = DRAFT OR state = APPROVED OR state = SEALED OR state = RETURNED)");
  const ending = useCount("state = EFFECTIVE AND end_date >= today AND end_date <= today+30d");
  if (running === undefined || waiting === undefined || ending === undefined) return undefined;
  const note = [
    waiting > 0 && t("finding.waiting", { count: waiting }),
    ending > 0 && t("finding.ending", { count: ending }),
  ];
  return {
    text: running > 0 ? t("finding.running", { count: running }) : t("finding.none"),
    note: note.filter(Boolean).join(" · "),
  };
}

function useCount(filter: string): number | undefined {
  const { data } = $api.useQuery("get", "/v1/contracts", { params: { query: { filter, pageSize: 1 } } });
  return data && (data.total?.count ?? data.contracts.length);
}
