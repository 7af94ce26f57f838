import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { $api, api, reply } from "../../api/client";
import { fromMinor, type Money, toMinor } from "../../api/money";
import { useSession } from "../../app/session";
import { todayIn } from "../../parts/days";
import { firstOfMonth, plusDays } from "../../parts/moments";
import { both } from "../../ui/grid/filter";
import { filterOf, SHOWN, type Shown } from "./search";
import { todosQuery } from "./todosQuery";

/** To-dos in the order in which they should be done, as far as somebody scrolled. */
export function useTodos(show: Shown | undefined, owner: string) {
  const query = useInfiniteQuery(todosQuery(show, owner));
  const todos = useMemo(() => query.data?.pages.flatMap((page) => page.todos), [query.data]);
  return { ...query, todos };
}

/** How many there are of each kind; asked for after the list, which comes first. */
export function useCounts(owner: string, isReady: boolean): Partial<Record<Shown | "all", string>> {
  const of = (show: Shown | undefined) => ({ params: { query: { pageSize: 1, filter: filterOf(show, owner) } } });
  const options = { enabled: isReady };
  const all = $api.useQuery("get", "/v1/todos", of(undefined), options);
  const [cash, pipeline, other, snoozed] = [
    $api.useQuery("get", "/v1/todos", of("cash"), options),
    $api.useQuery("get", "/v1/todos", of("pipeline"), options),
    $api.useQuery("get", "/v1/todos", of("other"), options),
    $api.useQuery("get", "/v1/todos", of("snoozed"), options),
  ];
  const counts: Partial<Record<Shown | "all", string>> = {};
  const found = { all, cash, pipeline, other, snoozed };
  for (const key of [...SHOWN, "all"] as const) {
    const total = found[key].data?.total;
    if (total) counts[key] = total.more ? `${total.count}+` : String(total.count);
  }
  return counts;
}

/** Of the rest it is said that there is more. */
const PAGES = 5;
const PAGE = 200;

export interface Total {
  /** One per currency; none where there is nothing. */
  amounts: Money[];
  count: number;
  isMore: boolean;
}

interface Page {
  amounts: (Money | undefined)[];
  nextPageToken: string;
}

/** The sums of a list. */
async function added(read: (pageToken: string) => Promise<Page>): Promise<Total> {
  const sums = new Map<string, bigint>();
  let [token, count, pages] = ["", 0, 0];
  do {
    const page = await read(token);
    for (const amount of page.amounts) {
      if (amount) sums.set(amount.currencyCode, (sums.get(amount.currencyCode) ?? 0n) + toMinor(amount));
    }
    [token, count, pages] = [page.nextPageToken, count + page.amounts.length, pages + 1];
  } while (token && pages < PAGES);
  return {
    amounts: [...sums].map(([currency, minor]) => fromMinor(minor, currency)),
    count,
    isMore: token !== "",
  };
}

const pageOf = (pageToken: string) => ({ pageSize: PAGE, ...(pageToken && { pageToken }) });

/** What was signed and what was collected since the first of the month, with the filters that show the rows. */
export function useMonth(owner: string) {
  const { zone, may } = useSession();
  const first = firstOfMonth(todayIn(zone));
  const signedFilter = both(`effective_date >= "${first}"`, owner);
  const collectedFilter = both(`received_date >= "${first}" AND state = RECORDED`, owner);
  const signed = useQuery({
    queryKey: ["get", "/v1/contracts", "sum", signedFilter],
    queryFn: () =>
      added(async (token) => {
        const query = { ...pageOf(token), filter: signedFilter };
        const { contracts, nextPageToken } = await reply(api.GET("/v1/contracts", { params: { query } }));
        return { amounts: contracts.map(({ gross }) => gross), nextPageToken };
      }),
    enabled: may("contract.read"),
  });
  const collected = useQuery({
    queryKey: ["get", "/v1/receipts", "sum", collectedFilter],
    queryFn: () =>
      added(async (token) => {
        const query = { ...pageOf(token), filter: collectedFilter };
        const { receipts, nextPageToken } = await reply(api.GET("/v1/receipts", { params: { query } }));
        return { amounts: receipts.map(({ amount }) => amount), nextPageToken };
      }),
    enabled: may("receipt.read"),
  });
  return { signed: { ...signed, filter: signedFilter }, collected: { ...collected, filter: collectedFilter } };
}

/** What has a day but is no to-do: of today and tomorrow. */
export function useDays(owner: string) {
  const { zone, may } = useSession();
  const today = todayIn(zone);
  const last = plusDays(today, 1);
  const between = (field: string, more = "") => ({
    params: {
      query: { pageSize: 50, filter: both(`${field} >= "${today}" AND ${field} <= "${last}"`, more, owner) },
    },
  });
  const promises = $api.useQuery("get", "/v1/promises", between("promise_date", "state = OPEN"), {
    enabled: may("promise.read"),
  });
  const instalments = $api.useQuery("get", "/v1/instalments", between("due_date", "claim_state = CLAIMABLE"), {
    enabled: may("plan.read"),
  });
  const careDates = $api.useQuery("get", "/v1/careDates", between("next_date"), { enabled: may("care_date.read") });
  return {
    promises: promises.data?.promises ?? [],
    instalments: instalments.data?.instalments ?? [],
    careDates: careDates.data?.careDates ?? [],
  };
}
