import { useQuery } from "@tanstack/react-query";
import { api, reply } from "../../../api/client";
import { fromMinor, type Money, toMinor } from "../../../api/money";
import { rows } from "../../../api/pages";
import { useSession } from "../../../app/session";
import { batched } from "../../../parts/batched";
import { both, writeFilter } from "../../../ui/grid/filter";

const PAGE = 200;

/** What belongs to a customer: how many, and for how much of each currency. */
export interface Counted {
  count: number;
  amounts: readonly Money[];
  /** Of money: something of it is past its due date. */
  isOverdue: boolean;
}

interface Line {
  accountId: string;
  amount: Money | undefined;
  isOverdue: boolean;
}

/** Every customer that was asked for is told of, those without anything too. */
export function countedBy(ids: readonly string[], lines: readonly Line[]): Map<string, Counted> {
  const found = new Map(ids.map((id) => [id, { count: 0, sums: new Map<string, bigint>(), isOverdue: false }]));
  for (const { accountId, amount, isOverdue } of lines) {
    const of = found.get(accountId);
    if (!of) continue;
    of.count += 1;
    of.isOverdue ||= isOverdue;
    if (amount) of.sums.set(amount.currencyCode, (of.sums.get(amount.currencyCode) ?? 0n) + toMinor(amount));
  }
  return new Map(
    [...found].map(([id, { count, sums, isOverdue }]) => {
      const amounts = [...sums].map(([currency, minor]) => fromMinor(minor, currency));
      return [id, { count, amounts, isOverdue }];
    }),
  );
}

const pageOf = (filter: string, pageToken: string) => ({
  params: { query: { filter, pageSize: PAGE, ...(pageToken && { pageToken }) } },
});

const openDeals = batched(async (ids) => {
  const filter = both("state = OPEN", writeFilter([{ field: "account_id", operator: "is", values: ids }]));
  const read = (token: string) => reply(api.GET("/v1/opportunities", pageOf(filter, token)));
  const lines: Line[] = [];
  for await (const deal of rows(read, (page) => page.opportunities))
    lines.push({ accountId: deal.accountId, amount: deal.expectedAmount, isOverdue: false });
  return countedBy(ids, lines);
});

const owed = batched(async (ids) => {
  const whose = writeFilter([{ field: "customer_id", operator: "is", values: ids }]);
  const filter = both("claim_state = CLAIMABLE AND open > 0", whose);
  const read = (token: string) => reply(api.GET("/v1/instalments", pageOf(filter, token)));
  const lines: Line[] = [];
  for await (const each of rows(read, (page) => page.instalments))
    lines.push({ accountId: each.customerId, amount: each.open, isOverdue: each.timeState === "TIME_STATE_OVERDUE" });
  return countedBy(ids, lines);
});

/** The open deals of a customer; rows that are drawn together are asked for together. */
export function useOpenDeals(id: string) {
  const { may } = useSession();
  return useQuery({
    queryKey: ["get", "/v1/opportunities", "of", id],
    queryFn: () => openDeals(id),
    enabled: may("opportunity.read"),
  });
}

/** What a customer owes now. */
export function useOwed(id: string) {
  const { may } = useSession();
  return useQuery({
    queryKey: ["get", "/v1/instalments", "of", id],
    queryFn: () => owed(id),
    enabled: may("plan.read"),
  });
}
