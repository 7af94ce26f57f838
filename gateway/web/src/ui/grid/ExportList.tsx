import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/problem";
import { useProblemText } from "../../api/problemText";
import { useSession } from "../../app/session";
import { Button, IconButton } from "../Button";
import { Select } from "../choices";
import { Form } from "../Form";
import { Icon } from "../Icon";
import { Dialog } from "../overlays";
import type { Column } from "./types";
import { type Export, useExport } from "./useExport";

export interface ExportListProps<Row> {
  resource: string;
  columns: readonly Column<Row>[];
  filter: string;
  orderBy: string;
  search: string;
  /** How many rows there are: "1,000+". */
  total: string;
}

const FORMATS = ["EXPORT_FORMAT_XLSX", "EXPORT_FORMAT_CSV"] as const;

/** The list as a file, with the columns and the filter that are on the screen. */
export function ExportList<Row>({ resource, columns, filter, orderBy, search, total }: ExportListProps<Row>) {
  const { t } = useTranslation();
  const { language } = useSession();
  const job = useExport();
  const [isAsking, setAsking] = useState(false);
  const send = async (format: string | undefined): Promise<void> => {
    const wanted = {
      resource,
      filter,
      orderBy,
      search,
      language,
      format: FORMATS.find((each) => each === format) ?? FORMATS[0],
      columns: columns.flatMap((column) => fileColumn(column)),
    };
    if (await job.start(wanted)) setAsking(false);
  };
  if (job.job || job.isRunning) return <ExportState job={job} total={total} />;
  return (
    <>
      <IconButton aria-label={t("export.do")} onPress={() => setAsking(true)}>
        <Icon name="download" />
      </IconButton>
      <Dialog title={t("export.do")} isOpen={isAsking} onOpenChange={setAsking}>
        <Form
          submit={t("export.start")}
          onSubmit={(values) => void send(values.format)}
          onCancel={() => setAsking(false)}
        >
          <Select
            name="format"
            label={t("export.format")}
            options={FORMATS.map((id) => ({ id, name: t(`export.formats.${id}`) }))}
            defaultValue={FORMATS[0]}
          />
          <p className="export-note">{t("export.note", { total, count: columns.length })}</p>
        </Form>
      </Dialog>
    </>
  );
}

function ExportState({ job, total }: { job: ReturnType<typeof useExport>; total: string }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const of = job.job;
  const isDone = of?.state === "EXPORT_STATE_SUCCEEDED";
  const text = job.isRunning
    ? t("export.running", { rows: of?.rows ?? 0, total })
    : ended(of, t("export.cancelled"), textOf);
  return (
    <span className="export-state" role="status">
      {isDone && of ? (
        <Button kind="plain" onPress={() => job.download(of)}>
          <Icon name="download" />
          {t("export.fetch")}
        </Button>
      ) : (
        <span>{text}</span>
      )}
      <IconButton
        aria-label={job.isRunning ? t("export.cancel") : t("close")}
        onPress={job.isRunning ? job.cancel : job.forget}
      >
        <Icon name="close" />
      </IconButton>
    </span>
  );
}

function ended(of: Export | undefined, cancelled: string, textOf: (problem: Problem) => string): string {
  return of?.state === "EXPORT_STATE_FAILED" ? textOf(new Problem(0, of.problem, "")) : cancelled;
}

function fileColumn<Row>({ id, name, exported }: Column<Row>) {
  if (exported === false) return [];
  const labels = exported?.map((option) => ({ value: option.id, text: option.name }));
  return [{ field: id, title: name, ...(labels && { labels }) }];
}
