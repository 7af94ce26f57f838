import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { named } from "../../../parts/said";
import { Button } from "../../../ui/Button";
import { Select } from "../../../ui/choices";
import { Form } from "../../../ui/Form";
import { Grid } from "../../../ui/grid/Grid";
import type { BulkAct } from "../../../ui/grid/types";
import type { Deal, Process, Stage } from "../types";
import { moveDeal } from "../useDealActs";
import { useDealColumns } from "./useDealColumns";
import { useDealFilters, useDealSegments } from "./useDealFilters";

export interface DealsTableProps {
  process: Process;
  stages: readonly Stage[];
  /** Begins one; nothing for who may not. */
  onNew: (() => void) | undefined;
}

/** Deals row by row: sorted, filtered, changed, moved many at once. */
export function DealsTable({ process, stages, onNew }: DealsTableProps) {
  const { t } = useTranslation("deals");
  const { may } = useSession();
  const columns = useDealColumns(process);
  const filters = useDealFilters(process);
  const segments = useDealSegments();
  const bulk: BulkAct<Deal>[] = may("opportunity.update")
    ? [
        {
          id: "advance",
          name: t("bulk.advance"),
          icon: "next",
          applies: ({ state }) => state === "OPPORTUNITY_STATE_OPEN",
          form: ({ start, close }) => <MoveForm stages={stages} start={start} close={close} />,
        },
      ]
    : [];
  return (
    <Grid
      name="deals"
      path="/v1/opportunities"
      items="opportunities"
      update="/v1/opportunities/{opportunity_id}"
      resource="opportunities"
      columns={columns}
      filters={filters}
      segments={segments}
      baseFilter={`sales_process_id = "${process.id}"`}
      orderBy="update_time desc"
      row={({ id }) => ({ to: `/deals/${id}` })}
      rowName={({ name }) => name}
      bulk={bulk}
      searchHint={t("search")}
      empty={{
        title: t("empty.title"),
        text: t("empty.text"),
        action: onNew && <Button onPress={onNew}>{t("new.do")}</Button>,
      }}
    />
  );
}

interface MoveFormProps {
  stages: readonly Stage[];
  start: (act: (deal: Deal) => Promise<unknown>) => void;
  close: () => void;
}

/** To which stage; each deal is asked by its own gates. */
function MoveForm({ stages, start, close }: MoveFormProps) {
  const { t } = useTranslation("deals");
  const { language } = useSession();
  const options = stages.map((stage) => ({ id: stage.key, name: named(stage, language) }));
  return (
    <Form
      submit={t("bulk.do")}
      onCancel={close}
      onSubmit={({ stage = "" }) => {
        start((deal) => moveDeal(deal, stage));
        close();
      }}
    >
      <Select name="stage" label={t("field.stage")} options={options} isRequired autoFocus />
    </Form>
  );
}
