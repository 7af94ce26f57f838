import { keepPreviousData, useQueries } from "@tanstack/react-query";
import { $api, api, reply } from "../../../api/client";
import { fromMinor, type Money, toMinor } from "../../../api/money";
import { both, writeFilter } from "../../../ui/grid/filter";
import { useFunnel } from "../funnel";
import { stagesOf } from "../stages";
import type { Deal, Process, Stage } from "../types";

const CARDS = 50;
/** Lanes of what was closed not long ago, where a card goes that is closed. */
export const CLOSED = ["won", "lost"] as const;

export interface DealLane {
  id: string;
  /** None of a lane of closed deals. */
  stage?: Stage;
  deals: readonly Deal[] | undefined;
  total: { count: number; more: boolean } | undefined;
  sums: readonly Money[];
  hasMore: boolean;
  /** How long deals that were won usually stayed in the stage, in days. */
  usual: number;
}

interface Asked {
  filter: string;
  search: string;
}

/** The lanes of the board: the open deals of each stage, and those closed in the last 30 days. */
export function useLanes(process: Process, { filter, search }: Asked, pagesOf: Readonly<Record<string, number>>) {
  const stages = stagesOf(process);
  const ofProcess = `sales_process_id = "${process.id}"`;
  const asked = [
    ...stages.map(({ key }) => ({
      id: key,
      filter: both(ofProcess, "state = OPEN", writeFilter([{ field: "stage", operator: "is", values: [key] }]), filter),
      orderBy: "expected_amount desc",
    })),
    ...CLOSED.map((id) => ({
      id,
      filter: both(ofProcess, `state = ${id.toUpperCase()}`, "close_date >= today-29d", filter),
      orderBy: "close_date desc",
    })),
  ];
  const lists = useQueries({
    queries: asked.map(({ id, ...query }) => laneQuery({ ...query, search }, pagesOf[id] ?? 1)),
  });
  const { data: funnel } = useFunnel(process.id);

  // What is usual in a stage is told of each deal that stands in it: one of them tells it for all.
  const watched = lists.slice(0, stages.length).map(({ data }) => data?.deals[0]?.id);
  const usual = useQueries({
    queries: watched.map((id) => ({
      ...$api.queryOptions("get", "/v1/opportunities/{opportunity_id}/warnings", {
        params: { path: { opportunity_id: id ?? "" } },
      }),
      enabled: Boolean(id),
    })),
  });

  const lanes = asked.map(({ id }, at): DealLane => {
    const list = lists[at]?.data;
    const stage = stages[at];
    const counted = funnel?.stages.find((each) => each.stage === id)?.openAmounts;
    const isWhole = filter === "" && search === "";
    return {
      id,
      ...(stage && { stage }),
      deals: list?.deals,
      total: list?.total,
      sums: list && !list.hasMore ? sumsOf(list.deals) : (isWhole && stage && counted) || [],
      hasMore: list?.hasMore ?? false,
      usual: usual[at]?.data?.watch?.usualDays || stage?.expectedDays || 0,
    };
  });
  return {
    lanes,
    error: lists.find(({ error }) => error)?.error,
    retry: () => lists.forEach(({ refetch }) => void refetch()),
  };
}

interface List {
  deals: Deal[];
  total: DealLane["total"];
  hasMore: boolean;
}

function laneQuery(asked: Asked & { orderBy: string }, pages: number) {
  const { search, ...rest } = asked;
  const query = { pageSize: CARDS, ...rest, ...(search && { search }) };
  return {
    queryKey: ["get", "/v1/opportunities", { params: { query } }, "lane", pages],
    queryFn: () => read(query, pages),
    placeholderData: keepPreviousData<List>,
  };
}

async function read(query: { pageSize: number; filter: string; orderBy: string }, pages: number): Promise<List> {
  const list: List = { deals: [], total: undefined, hasMore: true };
  let pageToken = "";
  for (let page = 0; page < pages && list.hasMore; page += 1) {
    const params = { query: { ...query, ...(pageToken && { pageToken }) } };
    const { opportunities, nextPageToken, total } = await reply(api.GET("/v1/opportunities", { params }));
    list.deals.push(...opportunities);
    list.total ??= total;
    pageToken = nextPageToken;
    list.hasMore = nextPageToken !== "";
  }
  return list;
}

/** What deals come to, for each currency by itself. */
function sumsOf(deals: readonly Deal[]): Money[] {
  const sums = new Map<string, bigint>();
  for (const deal of deals) {
    const amount = deal.wonAmount ?? deal.expectedAmount;
    if (amount) sums.set(amount.currencyCode, (sums.get(amount.currencyCode) ?? 0n) + toMinor(amount));
  }
  return [...sums].map(([currencyCode, minor]) => fromMinor(minor, currencyCode));
}
