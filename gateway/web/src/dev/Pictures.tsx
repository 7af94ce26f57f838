import { useState } from "react";
import { BarList, Bars } from "../ui/Bars";
import { Board } from "../ui/Board";
import { Calendar, type CalendarView } from "../ui/Calendar";
import { addDays, today } from "../ui/days";
import { Funnel } from "../ui/Funnel";
import { Series, Sparkline } from "../ui/Series";
import { Steps } from "../ui/Steps";
import { Badge, Money } from "../ui/shown";
import { Timeline } from "../ui/Timeline";
import { LONG, Part, useSamples } from "./Part";

const HERE = { to: "/dev/ui" };
const ZONE = "Asia/Shanghai";
const money = (amount: string) => <Money of={{ currencyCode: "CNY", amount }} precision="short" />;

/** What shows where things stand. */
export function Pictures() {
  const say = useSamples();
  const now = today(ZONE);
  return (
    <>
      <Part name="Board">
        <Deals />
      </Part>
      <Part name="Timeline" isGrid>
        <Timeline
          zone={ZONE}
          empty={{ title: say.emptyTitle, text: say.emptyText }}
          more={() => {}}
          of={[
            { id: "1", time: new Date().toISOString(), icon: "phone", tone: "on", title: say.call, text: LONG },
            { id: "2", time: now, icon: "warning", tone: "late", title: say.badges[1], details: say.hint },
            { id: "3", time: addDays(now, -1), title: say.log, text: say.note },
            { id: "4", time: "2025-03-02", icon: "contract", title: say.findingNote },
          ]}
        />
        <Timeline zone={ZONE} of={undefined} empty={{ title: "", text: "" }} />
        <Timeline zone={ZONE} of={[]} empty={{ title: say.emptyTitle, text: say.emptyText }} />
      </Part>
      <Part name="Bars, BarList, Funnel" isGrid>
        <Bars
          label={say.money}
          of={[
            { id: "0", name: say.figures[0], size: 434, text: money("4340000"), tone: "soft", go: HERE },
            { id: "1", name: "1–30", size: 152, text: money("1520000"), tone: "late1", go: HERE },
            { id: "2", name: "31–60", size: 61, text: money("610000"), tone: "late2", go: HERE },
            { id: "3", name: "60+", size: 18, text: money("180000"), tone: "late3", go: HERE },
            { id: "4", name: "—", size: 0, text: money("0"), tone: "none", go: HERE },
          ]}
        />
        <BarList
          label={say.owner}
          of={[
            { id: "1", name: "张伟", size: 90, text: money("900000"), note: say.rows, go: HERE },
            { id: "2", name: LONG, size: 30, text: money("300000"), tone: "late3", go: HERE },
          ]}
        />
        <Funnel
          label={say.stage}
          of={say.stages.map(({ id, name }, at) => ({
            id,
            name,
            count: [120, 48, 11][at] ?? 0,
            text: money("1900000"),
            note: say.hint,
            go: HERE,
          }))}
        />
      </Part>
      <Part name="Steps, Series, Sparkline">
        <Steps
          label={say.stage}
          of={[
            { id: "0", name: say.log, state: "done", note: "11-02" },
            ...say.stages.map(({ id, name }, at) => ({
              id,
              name,
              state: (["done", "late", "next"] as const)[at] ?? "next",
              go: HERE,
            })),
            { id: "9", name: say.save, state: "next" },
          ]}
        />
        <Series
          label={say.money}
          of={Array.from({ length: 13 }, (_, at) => ({
            id: `${at}`,
            name: addDays(now, at * 7).slice(5),
            value: 30 + ((at * 37) % 50),
            upTo: 45 + ((at * 37) % 50),
            text: money(`${300000 + ((at * 370000) % 500000)}`),
            tone: at < 4 ? ("accent" as const) : ("soft" as const),
            go: HERE,
          }))}
        />
        <Sparkline of={[3, 5, 4, 8, 7, 11]} label={say.money} />
      </Part>
      <Part name="Calendar">
        <Days />
      </Part>
    </>
  );
}

interface Deal {
  id: string;
  name: string;
  lane: string;
}

function Deals() {
  const say = useSamples();
  const [deals, setDeals] = useState<Deal[]>(() =>
    Array.from({ length: 7 }, (_, at) => ({
      id: `${at}`,
      name: at === 1 ? LONG : `青禾示例机械 ${at}`,
      lane: say.stages[at % 2]?.id ?? "",
    })),
  );
  const move = async ({ id }: Deal, lane: string): Promise<void> => {
    await new Promise((done) => setTimeout(done, 600));
    setDeals((before) => before.map((deal) => (deal.id === id ? { ...deal, lane } : deal)));
  };
  const lanes = say.stages.map(({ id, name }) => {
    const cards = deals.filter(({ lane }) => lane === id);
    return { id, name, cards, count: cards.length, sum: money(`${cards.length * 150000}`) };
  });
  return (
    <Board
      label={say.stage}
      lanes={[...lanes, { id: "waiting", name: say.later, cards: undefined, closed: say.error }]}
      cardId={({ id }) => id}
      cardName={({ name }) => name}
      refuse={({ id }, lane) => (id === "0" && lane === "quote" ? say.hint : undefined)}
      onMove={move}
      render={({ name }) => (
        <>
          <b>{name}</b>
          <span>{money("150000")}</span>
          <span>
            <Badge tone="warn">{say.badges[2]}</Badge>
          </span>
        </>
      )}
    />
  );
}

function Days() {
  const say = useSamples();
  const now = today(ZONE);
  const [at, setAt] = useState<{ view: CalendarView; day: string }>({ view: "month", day: now });
  const items = [0, 0, 0, 0, 1, 3, -6].map((days, index) => ({
    id: `${index}`,
    day: addDays(now, days),
    name: index === 4 ? LONG : say.call,
    note: say.hint,
    icon: "phone" as const,
    tone: (["on", "late", undefined, "info", "warn", "good"] as const)[index],
    ...(index % 2 && { clock: `1${index}:30` }),
    go: HERE,
  }));
  return (
    <>
      <Calendar {...at} zone={ZONE} items={items} onChange={(to) => setAt({ ...at, ...to })} />
      <Calendar
        view="week"
        day={now}
        zone={ZONE}
        items={items}
        onChange={() => {}}
        heat={{ [now]: { share: 0.8, text: say.rows }, [addDays(now, 1)]: { share: 0.2, text: say.rows } }}
      />
    </>
  );
}
