import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import type { Entry } from "../../parts/agenda";
import { todayIn } from "../../parts/days";
import { LogSheet, usePreparedLogSheet } from "../../parts/LogSheet";
import { isEndedByPerson, isLoggable } from "../../parts/todos/kinds";
import { logSubjectOf } from "../../parts/todos/logSubject";
import { headingOf, type Todo } from "../../parts/todos/todo";
import { useTodoActs } from "../../parts/todos/useTodoActs";
import { Button } from "../../ui/Button";
import { Failure } from "../../ui/Failure";
import { Page } from "../../ui/Page";
import { Panel } from "../../ui/Panel";
import { usePhone } from "../../ui/usePhone";
import type { CalendarActs } from "./acts";
import { Bar } from "./Bar";
import { daysOf } from "./days";
import { useRange } from "./queries";
import { Cells, DayList, Strip } from "./Sheets";
import type { CalendarSearch } from "./search";
import "./calendar.css";

const TodoDialog = lazy(() =>
  import("../../parts/todos/TodoDialog").then((module) => ({ default: module.TodoDialog })),
);
const DayDialog = lazy(() => import("../../parts/todos/DayDialog").then((module) => ({ default: module.DayDialog })));

type Over = { is: "log" | "move"; todo: Todo } | { is: "add"; day: string };

/** What was agreed, what falls due, what was promised, and what was done, by day. */
export function CalendarPage() {
  const { t } = useTranslation(["calendar", "todos"]);
  const search: CalendarSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const isPhone = usePhone();
  const { zone, may, language } = useSession();
  const does = useTodoActs();
  const [over, setOver] = useState<Over>();
  usePreparedLogSheet();

  const day = search.day ?? todayIn(zone);
  const view = isPhone ? "day" : (search.view ?? "month");
  // On the phone the dots of the week are wanted, too.
  const days = daysOf(isPhone ? "week" : view, day);
  const range = useRange(days[0] ?? day, days.at(-1) ?? day, search.who);

  const set = (change: CalendarSearch): void => {
    const next = Object.entries({ ...search, ...change }).filter(([, value]) => value);
    void navigate({ to: "/calendar", search: Object.fromEntries(next), replace: true, resetScroll: false });
  };
  const mayLog = may("interaction.create");
  const acts: CalendarActs = {
    mayChange: may("todo.update"),
    canLog: (todo) => mayLog && isLoggable(todo),
    log: (todo) => setOver({ is: "log", todo }),
    complete: (todo) => void does.complete(todo),
    move: (todo, to) => void does.move(todo, to),
    choose: (todo) => setOver({ is: "move", todo }),
    add: may("todo.create") ? (on) => setOver({ is: "add", day: on }) : undefined,
    open: (on) => set({ view: "day", day: on }),
  };
  const drop = (id: string, to: string): void => {
    const entry = [...range.byDay.values()].flat().find((each) => each.id === id);
    if (entry?.todo && entry.day !== to) void does.move(entry.todo, to);
  };
  const close = (): void => setOver(undefined);
  const finding = useFinding(range.byDay, view === "day" ? [day] : days, view === "month" ? day.slice(0, 7) : "");
  const sheet = { day, byDay: range.byDay, acts };
  const about = over?.is === "log" ? logSubjectOf(over.todo, headingOf(over.todo, language).subject) : undefined;
  return (
    <Page
      title={t("title")}
      finding={range.isLoading ? null : finding}
      {...(range.isMore && { note: t("tooMany") })}
      actions={
        acts.add && (
          <Button kind="main" onPress={() => acts.add?.(view === "day" ? day : todayIn(zone))}>
            {t("todos:add.button")}
          </Button>
        )
      }
    >
      <Bar view={view} day={day} who={search.who} isPhone={isPhone} set={set} />
      {range.failed && (
        <Panel>
          <Failure of={range.failed.error} retry={() => void range.failed?.refetch()} />
        </Panel>
      )}
      {isPhone && <Strip day={day} byDay={range.byDay} open={(on) => set({ day: on })} />}
      {view === "day" ? <DayList {...sheet} /> : <Cells {...sheet} view={view} drop={drop} />}
      <Suspense>
        {over?.is === "add" && <TodoDialog day={over.day} close={close} />}
        {over?.is === "move" && (
          <DayDialog
            title={t("todos:act.move")}
            submit={t("todos:act.move")}
            isLater={over.todo.kind !== "own"}
            close={close}
            onChoose={(to) => acts.move(over.todo, to)}
          />
        )}
      </Suspense>
      {over?.is === "log" && about && (
        <LogSheet
          of={about}
          todo={
            isEndedByPerson(over.todo) ? { id: over.todo.id, title: headingOf(over.todo, language).task } : undefined
          }
          isOpen
          onOpenChange={close}
        />
      )}
    </Page>
  );
}

/** How many of each kind lie on the days; of a month only its own. */
function useFinding(byDay: ReadonlyMap<string, readonly Entry[]>, days: readonly string[], month: string): string {
  const { t } = useTranslation("calendar");
  return useMemo(() => {
    const own = days.filter((day) => day.startsWith(month)).flatMap((day) => byDay.get(day) ?? []);
    const kinds = ["todo", "instalment", "promise", "care", "talk"] as const;
    const parts = kinds.flatMap((kind) => {
      const count = own.filter((entry) => entry.kind === kind).length;
      return count > 0 ? [t(`finding.${kind}`, { count })] : [];
    });
    return parts.length > 0 ? parts.join(t("finding.and")) : t("finding.none");
  }, [t, byDay, days, month]);
}
