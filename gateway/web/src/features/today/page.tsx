import { useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { moneyText } from "../../api/money";
import { useSession } from "../../app/session";
import { todayIn } from "../../parts/days";
import { usePreparedLogSheet } from "../../parts/LogSheet";
import { dayText, useNow } from "../../parts/moments";
import { Button } from "../../ui/Button";
import { Failure } from "../../ui/Failure";
import { Columns, Page } from "../../ui/Page";
import { Panel } from "../../ui/Panel";
import { EmptyState, Skeleton } from "../../ui/shown";
import { Agenda } from "./Agenda";
import { Filters, Whose } from "./Filters";
import { findingOf, gainOf } from "./finding";
import { List } from "./List";
import { Month } from "./Month";
import { Overs } from "./Overs";
import { useCounts, useTodos } from "./queries";
import { ofWhom, TEAM, type TodaySearch } from "./search";
import { useActs } from "./useActs";
import "./today.css";

/** What to do today, what first, and why. */
export function TodayPage() {
  const { t } = useTranslation("today");
  const search: TodaySearch = useSearch({ strict: false });
  const { me, may } = useSession();
  const owner = ofWhom(search.who, me.id);
  const list = useTodos(search.show, owner);
  const counts = useCounts(owner, list.todos !== undefined);
  const page = useActs();
  usePreparedLogSheet(search.show || search.who ? undefined : list.todos);
  const todos = useMemo(() => list.todos?.filter(({ id }) => !page.leaving.has(id)), [list.todos, page.leaving]);
  const { fetchNextPage } = list;
  const read = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const words = useHeadline(todos, search);
  const add = (): void => page.setOver({ is: "add" });
  // Who sells sees their own; everybody else what the company comes to.
  const ofMonth = may("opportunity.create") ? owner : "";
  return (
    <Page title={t("title")} finding={list.isError ? t("title") : words.finding} note={words.note}>
      <div className="today-bar">
        <Filters search={search} counts={counts} {...(todos?.length && may("todo.create") && { add })} />
        <Whose search={search} />
      </div>
      <Columns
        main={
          <>
            {list.isError && (
              <Panel>
                <Failure of={list.error} retry={() => void list.refetch()} />
              </Panel>
            )}
            {!todos && !list.isError && <Waiting />}
            {todos?.length === 0 && (
              <Panel>
                <EmptyState
                  title={t(search.show ? "empty.filtered" : "empty.title")}
                  action={may("todo.create") && <Add add={add} />}
                >
                  {t("empty.text")}
                </EmptyState>
              </Panel>
            )}
            {todos && todos.length > 0 && (
              <List
                todos={todos}
                acts={page.acts}
                isTeam={search.who === TEAM}
                more={{ has: list.hasNextPage, isLoading: list.isFetchingNextPage, read }}
              />
            )}
          </>
        }
        side={
          <>
            <Month owner={ofMonth} />
            <Agenda todos={todos ?? []} owner={ofMonth} />
          </>
        }
      />
      <Overs of={page} />
    </Page>
  );
}

function Add({ add }: { add: () => void }) {
  const { t } = useTranslation("today");
  return (
    <Button kind="main" onPress={add}>
      {t("add")}
    </Button>
  );
}

/** The finding of the day, and what the first ones may bring. */
function useHeadline(todos: ReturnType<typeof useTodos>["todos"], { show }: TodaySearch) {
  const { t } = useTranslation("today");
  const { zone, language, currency } = useSession();
  const now = useNow();
  const today = dayText(todayIn(zone), language, { month: "long", day: "numeric", weekday: "long" });
  if (!todos) return { finding: null, note: today };
  if (show === "snoozed") return { finding: t("finding.snoozed", { count: todos.length }), note: today };
  const { key, values, day } = findingOf(todos, now, zone);
  const on = day && dayText(day, language, { month: "short", day: "numeric", weekday: "short" });
  const { cash, pipeline } = gainOf(todos, currency);
  const gains = [
    cash && t("gain.cash", { amount: moneyText(cash, language, "short") }),
    pipeline && t("gain.pipeline", { amount: moneyText(pipeline, language, "short") }),
  ].filter(Boolean);
  const note = gains.length > 0 && t("gain.first", { count: values.first, gains: gains.join(t("gain.and")) });
  return {
    finding: t(`finding.${key}`, { ...values, day: on }),
    note: [today, note].filter(Boolean).join(" · "),
  };
}

function Waiting() {
  return (
    <Panel>
      <div className="today-waiting">
        <Skeleton lines={3} />
        <Skeleton lines={3} />
        <Skeleton lines={3} />
      </div>
    </Panel>
  );
}
