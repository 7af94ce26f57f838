import { useState } from "react";
import { ProgressBar } from "react-aria-components/ProgressBar";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../Button";
import { Confirm } from "../Confirm";
import { Icon } from "../Icon";
import { Dialog } from "../overlays";
import { BulkFailures } from "./BulkFailures";
import { type Chosen, counted, type Run } from "./bulk";
import type { BulkAct } from "./types";

export interface BulkBarProps<Row> {
  /** What is selected, as far as it was read. */
  chosen: readonly Chosen<Row>[];
  acts: readonly BulkAct<Row>[];
  run: Run<Row> | undefined;
  start: (act: BulkAct<Row>, rows: readonly Chosen<Row>[], each: (row: Row) => Promise<unknown>) => void;
  stop: () => void;
  clear: () => void;
  rowName: (row: Row) => string;
}

/** What can be done to the selected rows, how far it is, and how it went. */
export function BulkBar<Row>(props: BulkBarProps<Row>) {
  const { chosen, acts, run, start, clear } = props;
  const { t } = useTranslation();
  const [asking, setAsking] = useState<BulkAct<Row>>();
  if (run) return <Progress {...props} run={run} />;
  const fitting = (act: BulkAct<Row>) => (act.applies ? chosen.filter(({ row }) => act.applies?.(row)) : chosen);
  return (
    <div className="bulk" role="toolbar" aria-label={t("bulk.bar")}>
      <span className="bulk-count">{t("bulk.chosen", { count: chosen.length })}</span>
      <div className="bulk-acts">
        {acts.map((act) => {
          const count = fitting(act).length;
          return (
            <Button key={act.id} isDisabled={count === 0} onPress={() => setAsking(act)}>
              {act.icon && <Icon name={act.icon} />}
              {count < chosen.length && count > 0 ? t("bulk.some", { name: act.name, count }) : act.name}
            </Button>
          );
        })}
      </div>
      <IconButton aria-label={t("bulk.clear")} onPress={clear}>
        <Icon name="close" />
      </IconButton>
      {asking?.act && <Sure of={asking} rows={fitting(asking)} start={start} close={() => setAsking(undefined)} />}
      {asking?.form && (
        <Dialog title={asking.name} isOpen onOpenChange={() => setAsking(undefined)}>
          {asking.form({
            rows: fitting(asking).map(({ row }) => row),
            close: () => setAsking(undefined),
            start: (each) => {
              setAsking(undefined);
              start(asking, fitting(asking), each);
            },
          })}
        </Dialog>
      )}
    </div>
  );
}

interface SureProps<Row> extends Pick<BulkBarProps<Row>, "start"> {
  of: BulkAct<Row>;
  rows: readonly Chosen<Row>[];
  close: () => void;
}

/** Asks once for all of them: one press too many would be many acts. */
function Sure<Row>({ of: act, rows, start, close }: SureProps<Row>) {
  const { t } = useTranslation();
  return (
    <Confirm
      title={t("bulk.sure", { name: act.name, count: rows.length })}
      confirm={act.name}
      isOpen
      onOpenChange={close}
      onConfirm={() => {
        if (act.act) start(act, rows, act.act);
      }}
    />
  );
}

function Progress<Row>({ run, stop, clear, rowName }: BulkBarProps<Row> & { run: Run<Row> }) {
  const { t } = useTranslation();
  const [done, failed] = [counted(run.outcomes, "done"), counted(run.outcomes, "failed")];
  return (
    <div className="bulk" role="status">
      <span className="bulk-count">
        {run.isRunning
          ? t("bulk.running", { name: run.name, done: done + failed, total: run.rows.length })
          : t("bulk.ended", { name: run.name, done, failed })}
      </span>
      {run.isRunning && (
        <ProgressBar aria-label={run.name} value={done + failed} maxValue={run.rows.length} className="bulk-progress">
          {({ percentage }) => <span style={{ width: `${percentage}%` }} />}
        </ProgressBar>
      )}
      <div className="bulk-acts">
        {failed > 0 && !run.isRunning && <BulkFailures run={run} rowName={rowName} />}
        {run.isRunning && <Button onPress={stop}>{t("bulk.stop")}</Button>}
      </div>
      {!run.isRunning && (
        <IconButton aria-label={t("close")} onPress={clear}>
          <Icon name="close" />
        </IconButton>
      )}
    </div>
  );
}
