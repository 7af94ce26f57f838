import { useState } from "react";
import { Problem } from "../api/problem";
import { SessionProvider } from "../app/session";
import { Button } from "../ui/Button";
import { type BulkAct, type Column, Grid } from "../ui/Grid";
import { GridBody } from "../ui/grid/GridBody";
import { NONE, toggled } from "../ui/grid/selection";
import { Badge, Money } from "../ui/shown";
import { useOptions } from "../ui/useOptions";
import { LONG, Part, useSamples } from "./Part";

interface Row {
  id: string;
  name: string;
  state: string;
  owner: string;
  amount: string;
}

const ROWS: Row[] = Array.from({ length: 5000 }, (_, at) => ({
  id: `${at}`,
  name: at === 2 ? LONG : `青禾示例机械 ${at + 1}`,
  state: `${at % 4}`,
  owner: at % 2 ? "张伟" : "Grace Hopper",
  amount: `${(at + 1) * 12345}.00`,
}));

/** The list of lists: with the running product behind it, and by itself in the states that one cannot ask for. */
export function Lists() {
  const say = useSamples();
  const [selection, setSelection] = useState(NONE);
  const columns: Column<Row>[] = [
    { id: "name", name: say.name, render: (row) => row.name, isFixed: true, width: 240, phone: "title", sort: "name" },
    {
      id: "state",
      name: say.stage,
      render: (row) => <Badge>{say.badges[Number(row.state)] ?? ""}</Badge>,
      phone: "sub",
    },
    { id: "owner", name: say.owner, render: (row) => row.owner, phone: "sub", sort: "owner" },
    {
      id: "amount",
      name: say.money,
      render: (row) => <Money of={{ currencyCode: "CNY", amount: row.amount }} />,
      align: "end",
      phone: "end",
      sort: "amount",
      edit: { kind: "money", value: (row) => row.amount, patch: (amount) => ({ amount }) },
    },
  ];
  const body = {
    label: say.name,
    columns,
    widths: {},
    order: "amount desc",
    onOrder: () => {},
    onWidth: () => {},
    onOpen: () => {},
    go: () => ({ to: "/dev/ui" }),
    rowName: (row: Row) => row.name,
    rowTone: (row: Row) => (row.state === "1" ? ("late" as const) : undefined),
    outcomes: new Map([["4", { state: "failed" as const, error: null }]]),
    onEdit: () => {},
    more: undefined,
    isTall: false,
    fit: "rows" as const,
    isStale: false,
    error: undefined as unknown,
    retry: () => {},
    empty: { title: say.emptyTitle, text: say.emptyText, action: <Button kind="main">{say.addFirst}</Button> },
    isFiltered: false,
    clear: () => {},
  };
  const selecting = {
    of: selection,
    toggle: (id: string) => setSelection(toggled(selection, id)),
    all: () => setSelection(NONE),
  };
  const none = { ...body, rows: [], ids: [] };
  return (
    <>
      <Part name="Grid">
        <SessionProvider>
          <Leads />
        </SessionProvider>
      </Part>
      <Part name="GridBody of 5000 rows, waiting, empty, nothing found, refused">
        <section className="grid">
          <GridBody {...body} rows={ROWS} ids={ROWS.map(({ id }) => id)} selection={selecting} />
        </section>
        <section className="grid">
          <GridBody {...none} rows={undefined} />
        </section>
        <section className="grid">
          <GridBody {...none} />
        </section>
        <section className="grid">
          <GridBody {...none} isFiltered />
        </section>
        <section className="grid">
          <GridBody {...none} rows={undefined} error={new Problem(403, "FORBIDDEN", "")} />
        </section>
      </Part>
    </>
  );
}

function Leads() {
  const say = useSamples();
  const states = useOptions("LeadState");
  const bulk: BulkAct<{ id: string }>[] = [
    { id: "wait", name: say.later, icon: "clock", act: () => new Promise((done) => setTimeout(done, 400)) },
    { id: "fail", name: say.fail, act: () => Promise.reject(new Problem(409, "CONFLICT", "")) },
  ];
  return (
    <Grid
      name="dev.leads"
      path="/v1/leads"
      items="leads"
      resource="leads"
      fit="rows"
      update="/v1/leads/{lead_id}"
      searchHint={say.name}
      rowName={(lead) => lead.name}
      row={() => ({ to: "/dev/ui" })}
      bulk={bulk}
      segments={[
        { id: "new", name: say.badges[3] ?? "", filter: "state = LEAD_STATE_ASSIGNED", count: 3 },
        { id: "late", name: say.badges[1] ?? "", filter: "follow_up_due_time < today", tone: "late" },
      ]}
      filters={[
        { id: "state", name: say.stage, kind: "choice", options: states },
        { id: "owner_id", name: say.owner, kind: "person", canBeEmpty: true },
        { id: "create_time", name: say.day, kind: "date" },
        { id: "estimated_amount", name: say.money, kind: "money" },
        { id: "company_name", name: say.name, kind: "text" },
      ]}
      columns={[
        {
          id: "companyName",
          name: say.name,
          render: (lead) => lead.companyName || lead.name,
          isFixed: true,
          width: 260,
          phone: "title",
        },
        {
          id: "state",
          name: say.stage,
          render: (lead) => <Badge>{states.find(({ id }) => id === lead.state)?.name}</Badge>,
          phone: "sub",
          exported: states,
        },
        {
          id: "need",
          name: say.note,
          render: (lead) => lead.need,
          width: 240,
          phone: "sub",
          edit: { kind: "text", value: (lead) => lead.need, patch: (need) => ({ need }) },
        },
        {
          id: "estimatedAmount",
          name: say.money,
          render: (lead) => lead.estimatedAmount && <Money of={lead.estimatedAmount} />,
          align: "end",
          phone: "end",
          sort: "estimated_amount",
        },
        { id: "region", name: say.log, render: (lead) => lead.region, isHidden: true },
      ]}
      empty={{ title: say.emptyTitle, text: say.emptyText }}
    />
  );
}
