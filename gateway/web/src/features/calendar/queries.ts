import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, reply } from "../../api/client";
import { rows } from "../../api/pages";
import { useSession } from "../../app/session";
import { type Entry, entriesOf } from "../../parts/agenda";
import { instantAt, plusDays } from "../../parts/moments";
import { both } from "../../ui/grid/filter";
import { TEAM } from "./search";

const PAGE = 200;
/** Of one kind; who wants to see more chooses a person or fewer days. */
const MOST = 600;

interface Kind<Row> {
  path: string;
  filter: string;
  isAllowed: boolean;
  read: (query: { pageSize: number; filter: string; pageToken?: string }) => AsyncGenerator<Row, void>;
}

/** All rows of a list with a day in the range, as far as a calendar can show them. */
function useKind<Row>({ path, filter, isAllowed, read }: Kind<Row>) {
  return useQuery({
    queryKey: ["get", path, "range", filter],
    queryFn: async () => {
      const found: Row[] = [];
      for await (const row of read({ pageSize: PAGE, filter })) {
        found.push(row);
        if (found.length >= MOST) break;
      }
      return found;
    },
    enabled: isAllowed,
    placeholderData: keepPreviousData,
  });
}

const tokened = (pageToken: string) => (pageToken ? { pageToken } : {});

/** What lies on the days from the first to the last. */
export function useRange(from: string, to: string, who: string | undefined) {
  const { me, may, zone, language } = useSession();
  const id = who ?? me.id;
  const owner = who === TEAM ? "" : `owner_id = "${id}"`;
  const author = who === TEAM ? "" : `person_id = "${id}"`;
  const [start, end] = [instantAt(from, "00:00", zone), instantAt(plusDays(to, 1), "00:00", zone)];
  const days = (field: string, more = "", whose = owner): string =>
    both(`${field} >= "${from}" AND ${field} <= "${to}"`, more, whose);
  const instants = (field: string, more: string, whose: string): string =>
    both(`${field} >= "${start}" AND ${field} < "${end}"`, more, whose);

  const todoKind = (filter: string) => ({
    path: "/v1/todos",
    filter,
    isAllowed: may("todo.read"),
    read: (query: { pageSize: number; filter: string }) =>
      rows(
        (token) => reply(api.GET("/v1/todos", { params: { query: { ...query, ...tokened(token) } } })),
        (page) => page.todos,
      ),
  });
  const instalmentKind = (filter: string) => ({
    path: "/v1/instalments",
    filter,
    isAllowed: may("plan.read"),
    read: (query: { pageSize: number; filter: string }) =>
      rows(
        (token) => reply(api.GET("/v1/instalments", { params: { query: { ...query, ...tokened(token) } } })),
        (page) => page.instalments,
      ),
  });
  const open = useKind(todoKind(instants("due_time", "state = OPEN", owner)));
  // Lists know no filter for the time that something was put off to; few are.
  const snoozed = useKind(todoKind(both("state = SNOOZED", owner)));
  const due = useKind(instalmentKind(days("due_date", "claim_state = CLAIMABLE")));
  const expected = useKind(instalmentKind(days("expected_date", "claim_state = PLANNED")));
  const promises = useKind({
    path: "/v1/promises",
    filter: days("promise_date", "NOT state = WITHDRAWN"),
    isAllowed: may("promise.read"),
    read: (query) =>
      rows(
        (token) => reply(api.GET("/v1/promises", { params: { query: { ...query, ...tokened(token) } } })),
        (page) => page.promises,
      ),
  });
  const careDates = useKind({
    path: "/v1/careDates",
    filter: days("next_date"),
    isAllowed: may("care_date.read"),
    read: (query) =>
      rows(
        (token) => reply(api.GET("/v1/careDates", { params: { query: { ...query, ...tokened(token) } } })),
        (page) => page.careDates,
      ),
  });
  const talks = useKind({
    path: "/v1/interactions",
    filter: instants("interaction_time", "", author),
    isAllowed: may("interaction.read"),
    read: (query) =>
      rows(
        (token) => reply(api.GET("/v1/interactions", { params: { query: { ...query, ...tokened(token) } } })),
        (page) => page.interactions,
      ),
  });
  const all = [open, snoozed, due, expected, promises, careDates, talks];
  const byDay = useMemo(() => {
    const todos = [...(open.data ?? []), ...(snoozed.data ?? [])];
    const dated = {
      promises: promises.data ?? [],
      instalments: [...(due.data ?? []), ...(expected.data ?? [])],
      careDates: careDates.data ?? [],
      talks: talks.data ?? [],
    };
    const found = new Map<string, Entry[]>();
    for (const entry of entriesOf(todos, dated, zone, language)) {
      found.set(entry.day, [...(found.get(entry.day) ?? []), entry]);
    }
    return found;
  }, [open.data, snoozed.data, due.data, expected.data, promises.data, careDates.data, talks.data, zone, language]);
  return {
    byDay,
    isLoading: all.some(({ isLoading }) => isLoading),
    isMore: all.some(({ data }) => (data?.length ?? 0) >= MOST),
    failed: all.find(({ isError }) => isError),
  };
}

export const NONE: readonly Entry[] = [];
