import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "../../../ui/Failure";
import { Panel } from "../../../ui/Panel";
import { Badge, Skeleton } from "../../../ui/shown";
import { type Run, type RunCalls, type RunKind, standingOf } from "../runs";
import { PastRuns } from "./PastRuns";
import { RunActs } from "./RunActs";

interface RunPanelProps<Kind extends Run> {
  kind: RunKind;
  /** Of the period, the newest first; nothing while they are read. */
  runs: readonly Kind[] | undefined;
  stateOf: (run: Kind) => string;
  /** Whether there is something to prepare. */
  isChanging: boolean;
  calls: RunCalls;
  error: unknown;
  retry: () => void;
  /** What is reckoned; nothing while it is read. */
  children: ReactNode;
}

/** What is reckoned at the end of a period: the figures, what can be done with them, and those that were taken back. */
export function RunPanel<Kind extends Run>(props: RunPanelProps<Kind>) {
  const { kind, runs = [], stateOf, isChanging, calls, error, retry, children } = props;
  const { t } = useTranslation("periods");
  const standing = standingOf(runs);
  return (
    <Panel
      title={t(`${kind}.title`)}
      note={t(`${kind}.note`)}
      actions={
        <>
          {standing && <Badge tone={standing.state.endsWith("POSTED") ? "good" : "info"}>{stateOf(standing)}</Badge>}
          <RunActs kind={kind} of={standing} isChanging={isChanging} calls={calls} />
        </>
      }
      isFlush
    >
      {error ? <Failure of={error} retry={retry} isSmall /> : (children ?? <Skeleton lines={4} />)}
      <PastRuns of={runs.filter((run) => run !== standing)} stateOf={stateOf} />
    </Panel>
  );
}
