import { useQueries } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { $api } from "../api/client";
import type { Segment } from "../ui/grid/types";
import { totalText } from "../ui/total";

/** Filters that are one click away, each with how many rows it has as far as that is known. */
export function useCountedSegments(
  path:
    | "/v1/instalments"
    | "/v1/receipts"
    | "/v1/invoices"
    | "/v1/adjustments"
    | "/v1/creditLimits"
    | "/v1/bills"
    | "/v1/openingBalances"
    | "/v1/serviceCharges"
    | "/v1/accountStatements"
    | "/v1/cashProposals"
    | "/v1/receiptClaims"
    | "/v1/payerAliases"
    | "/v1/orders",
  filters: Readonly<Record<string, string>>,
  nameOf: (id: string) => string,
): Segment[] {
  const { i18n } = useTranslation();
  const totals = useQueries({
    queries: Object.values(filters).map((filter) =>
      $api.queryOptions("get", path, { params: { query: { filter, pageSize: 1 } } }),
    ),
    combine: (found) => found.map(({ data }) => data?.total),
  });
  return Object.entries(filters).map(([id, filter], at) => {
    const total = totals[at];
    return { id, name: nameOf(id), filter, ...(total && { count: totalText(total, i18n.language) }) };
  });
}
