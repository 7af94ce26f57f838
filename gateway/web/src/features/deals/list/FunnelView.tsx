import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { Figures } from "../../../ui/Figures";
import { type Go, GoLink } from "../../../ui/Go";
import { writeFilter } from "../../../ui/grid/filter";
import { Panel } from "../../../ui/Panel";
import { Badge, EmptyState, Money, Skeleton } from "../../../ui/shown";
import { useFunnel } from "../funnel";
import type { Funnel, FunnelStage, Process } from "../types";
import "./funnel.css";

/** How much moves on from stage to stage, where most is lost, what it may bring. Every figure leads to its deals. */
export function FunnelView({ process, onNew }: { process: Process; onNew: (() => void) | undefined }) {
  const { t } = useTranslation("deals");
  const { data: funnel, error, refetch } = useFunnel(process.id);
  if (error) return <Failure of={error} retry={() => void refetch()} />;
  if (!funnel) return <Skeleton lines={8} />;
  const entered = funnel.stages[0]?.reachedCount ?? 0;
  if (entered === 0) {
    return (
      <EmptyState title={t("funnel.none")} action={onNew && <Button onPress={onNew}>{t("new.do")}</Button>}>
        {t("empty.text")}
      </EmptyState>
    );
  }
  return (
    <>
      <FunnelFigures of={funnel} process={process} />
      <Panel title={t("funnel.title")} note={t("funnel.note")}>
        <ol className="deal-funnel">
          {funnel.stages.map((stage) => (
            <Step
              key={stage.stage}
              of={stage}
              process={process}
              entered={entered}
              isWorst={stage.stage === funnel.greatestLossStage}
            />
          ))}
          <li className="deal-funnel-step won">
            <span className="deal-funnel-name">{t("segment.won")}</span>
            <Bar share={funnel.wonCount / entered} go={rowsOf(process, "state = WON")} text={String(funnel.wonCount)} />
            <span className="deal-funnel-figures">
              {funnel.wonAmounts.map((amount) => (
                <Money key={amount.currencyCode} of={amount} precision="short" />
              ))}
            </span>
          </li>
        </ol>
      </Panel>
    </>
  );
}

function FunnelFigures({ of, process }: { of: Funnel; process: Process }) {
  const { t } = useTranslation("deals");
  const open = of.stages.reduce((sum, { openCount }) => sum + openCount, 0);
  return (
    <Figures
      label={t("funnel.figures")}
      of={[
        {
          id: "open",
          name: t("segment.open"),
          value: open,
          definition: t("funnel.openIs"),
          go: rowsOf(process, "state = OPEN"),
        },
        {
          id: "expected",
          name: t("funnel.expected"),
          value: <Amounts of={of.expectedRevenue} />,
          definition: t("funnel.expectedIs"),
          go: rowsOf(process, "state = OPEN"),
        },
        {
          id: "won",
          name: t("segment.won"),
          value: of.wonCount,
          note: <Amounts of={of.wonAmounts} />,
          definition: t("funnel.wonIs"),
          go: rowsOf(process, "state = WON"),
        },
        {
          id: "lost",
          name: t("segment.lost"),
          value: of.lostCount,
          definition: t("funnel.lostIs"),
          go: rowsOf(process, "state = LOST"),
        },
        {
          id: "conversion",
          name: t("funnel.conversion"),
          value: of.conversion ? `${of.conversion}%` : "—",
          definition: t("funnel.conversionIs"),
          go: rowsOf(process),
        },
      ]}
    />
  );
}

function Amounts({ of }: { of: Funnel["expectedRevenue"] }) {
  if (of.length === 0) return "—";
  return of.map((amount) => <Money key={amount.currencyCode} of={amount} precision="short" />);
}

interface StepProps {
  of: FunnelStage;
  process: Process;
  entered: number;
  isWorst: boolean;
}

function Step({ of, process, entered, isWorst }: StepProps) {
  const { t } = useTranslation("deals");
  const { language } = useSession();
  const here = `state = OPEN AND ${writeFilter([{ field: "stage", operator: "is", values: [of.stage] }])}`;
  const lostHere = `state = LOST AND ${writeFilter([{ field: "stage", operator: "is", values: [of.stage] }])}`;
  return (
    <li className="deal-funnel-step">
      <span className="deal-funnel-name">{(language === "en-US" && of.nameEn) || of.name}</span>
      <Bar share={of.reachedCount / entered} text={t("funnel.reached", { count: of.reachedCount })} />
      <span className="deal-funnel-figures">
        <GoLink go={rowsOf(process, here)}>{t("funnel.open", { count: of.openCount })}</GoLink>
        {of.openAmounts.map((amount) => (
          <GoLink key={amount.currencyCode} go={rowsOf(process, here)}>
            <Money of={amount} precision="short" />
          </GoLink>
        ))}
        {of.conversion && <span>{t("funnel.on", { conversion: of.conversion })}</span>}
        {of.lostCount > 0 && (
          <GoLink go={rowsOf(process, lostHere)}>
            <Badge {...(isWorst && { tone: "warn" })}>
              {t(isWorst ? "funnel.worst" : "funnel.lost", { count: of.lostCount, rate: of.lossRate })}
            </Badge>
          </GoLink>
        )}
      </span>
    </li>
  );
}

function Bar({ share, go, text }: { share: number; go?: Go; text: string }) {
  const content = (
    <>
      <span className="deal-funnel-fill" style={{ inlineSize: `${Math.max(0.02, share) * 100}%` }} />
      <span className="deal-funnel-text">{text}</span>
    </>
  );
  if (!go) return <div className="deal-funnel-bar">{content}</div>;
  return (
    <GoLink go={go} className="deal-funnel-bar">
      {content}
    </GoLink>
  );
}

/** All deals of the process, or those of them that a filter names. */
function rowsOf(process: Process, filter?: string): Go {
  return { to: "/deals", search: { tab: "table", process: process.id, ...(filter && { filter }) } };
}
