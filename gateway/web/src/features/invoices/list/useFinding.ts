import { useQueries } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { $api } from "../../../api/client";
import { useSession } from "../../../app/session";
import { totalText } from "../../../ui/total";
import { SEGMENTS } from "../types";

/** What waits, in the order of the invoice's way, and who may move it. */
const WAITING = [
  ["requested", "invoice.approve"],
  ["approved", "invoice.issue"],
  ["issued", "invoice.deliver"],
  ["delivered", "invoice.book"],
] as const;

/** What waits for the person who looks; where nothing does, what waits for others. null while that is on its way. */
export function useFinding(): string | null {
  const { t, i18n } = useTranslation("invoices");
  const { may } = useSession();
  const found = useQueries({
    queries: WAITING.map(([id]) =>
      $api.queryOptions("get", "/v1/invoices", { params: { query: { filter: SEGMENTS[id], pageSize: 1 } } }),
    ),
  });
  if (found.some(({ isError }) => isError)) return t("title");
  if (found.some(({ data }) => !data)) return null;
  const waiting = WAITING.flatMap(([id, permission], at) => {
    const total = found[at]?.data?.total;
    return total?.count ? [{ id, isMine: may(permission), count: totalText(total, i18n.language) }] : [];
  });
  const first = waiting.find(({ isMine }) => isMine) ?? waiting[0];
  if (!first) return t("finding.nothing");
  return t(`finding.${first.isMine ? "mine" : "theirs"}.${first.id}`, { total: first.count });
}
