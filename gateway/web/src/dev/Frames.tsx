import { Problem } from "../api/problem";
import { Button } from "../ui/Button";
import { Facts } from "../ui/Facts";
import { Failure } from "../ui/Failure";
import { Figures } from "../ui/Figures";
import { Columns, Page } from "../ui/Page";
import { Panel } from "../ui/Panel";
import { Person } from "../ui/Person";
import { Reason, Reasons } from "../ui/Reason";
import { Badge, Money } from "../ui/shown";
import { LONG, Part, useSamples } from "./Part";

const HERE = { to: "/dev/ui" };
const money = (amount: string) => ({ currencyCode: "CNY", amount });

/** What pages are made of. */
export function Frames() {
  const say = useSamples();
  const tabs = [
    { id: "all", name: say.all, count: 9, go: HERE },
    { id: "money", name: say.money, count: 4, go: HERE },
    { id: "stage", name: say.stage, go: HERE },
  ];
  return (
    <>
      <Part name="Page, Figures, Panel, Facts, Columns">
        <Page
          title={say.money}
          finding={say.finding}
          note={say.findingNote}
          actions={
            <>
              <Button>{say.log}</Button>
              <Button kind="main">{say.call}</Button>
            </>
          }
          tabs={tabs}
          tab="money"
        >
          <Figures
            label={say.money}
            of={[
              {
                id: "open",
                name: say.figures[0],
                value: <Money of={money("6650000")} precision="short" />,
                note: say.rows,
                go: HERE,
                definition: say.hint,
              },
              {
                id: "late",
                name: say.figures[1],
                value: <Money of={money("2310000")} precision="short" />,
                note: "34.7%",
                tone: "late",
                go: HERE,
                definition: say.hint,
              },
              { id: "soon", name: say.figures[2], value: undefined, go: HERE, definition: say.hint },
              { id: "none", name: say.figures[3], value: "—", note: say.hint, definition: say.hint },
              { id: "long", name: LONG, value: <Money of={money("123456789012.34")} />, go: HERE, definition: LONG },
            ]}
          />
          <Columns
            main={
              <Panel title={LONG} note={say.rows} actions={<Button kind="plain">{say.log}</Button>}>
                <Facts
                  columns={2}
                  of={[
                    { name: say.name, value: LONG },
                    { name: say.owner, value: <Person name="张伟" note="华东一部" /> },
                    { name: say.days, value: "" },
                    { name: say.money, value: <Money of={money("860000.00")} isLate /> },
                  ]}
                />
              </Panel>
            }
            side={
              <Panel title={say.stage}>
                <Facts
                  of={[
                    { name: say.name, value: LONG },
                    { name: say.days, value: 30 },
                  ]}
                />
              </Panel>
            }
          />
        </Page>
      </Part>
      <Part name="Record, Page on its way">
        <Page title={LONG} crumbs={[{ name: say.owner, go: HERE }]} badges={<Badge tone="on">A</Badge>} note={say.hint}>
          {null}
        </Page>
        <Page title={say.money} finding={null}>
          {null}
        </Page>
      </Part>
      <Part name="Reason, Person">
        <Reason tone="late">{say.badges[1] ?? ""}</Reason>
        <Reason tone="warn" why={say.hint}>
          {say.badges[2] ?? ""}
        </Reason>
        <Reasons most={2} of={say.badges.map((text) => ({ id: text, text }))} />
        <Person name="张伟" />
        <Person name="Grace Hopper" note={say.people[0]?.note} go={HERE} />
        <Person name="陈晨" isPlain />
        <Person name={undefined} />
      </Part>
      <Part name="Failure" isGrid>
        <Failure
          of={new Problem(503, "UNAVAILABLE", "", {}, [], "4bf92f3577b34da6a3ce929d0e0e4736")}
          retry={() => {}}
        />
        <Failure of={new Problem(403, "FORBIDDEN", "")} />
        <Failure of={new Problem(0, "UNREACHABLE", "")} retry={() => {}} isSmall />
      </Part>
    </>
  );
}
