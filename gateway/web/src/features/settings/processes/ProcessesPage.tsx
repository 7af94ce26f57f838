import { useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useProcesses } from "../../../parts/processes";
import { named } from "../../../parts/said";
import { Select } from "../../../ui/choices";
import { Failure } from "../../../ui/Failure";
import { Page } from "../../../ui/Page";
import { Panel } from "../../../ui/Panel";
import { Badge, EmptyState, Skeleton } from "../../../ui/shown";
import { useAsk } from "../frame/catalogue";
import { useUp } from "../frame/useUp";
import { NewProcess } from "./NewProcess";
import { ProcessActs } from "./ProcessActs";
import { StagePanel } from "./StagePanel";
import "./processes.css";

export interface ProcessesSearch {
  process?: string | undefined;
}

/** The steps of a sale: how likely each is to be won, what opens it, what is to be done in it. */
export function ProcessesPage() {
  const { t } = useTranslation("settings");
  const { language, may } = useSession();
  const search: ProcessesSearch = useSearch({ strict: false });
  const ask = useAsk<ProcessesSearch>();
  const { processes, error, refetch } = useProcesses();
  // What is out of use stands behind the others.
  const all = processes?.toSorted((one, other) => rank(one) - rank(other)) ?? [];
  const process = all.find(({ id }) => id === search.process) ?? all[0];
  const stages = process?.stages.filter(({ retired }) => !retired) ?? [];
  const mayManage = may("sales_process.manage");
  return (
    <Page
      title={t("sections.processes.name")}
      crumbs={useUp()}
      {...(process && { finding: t("processes.finding", { name: named(process, language), count: stages.length }) })}
      badges={
        process && (
          <>
            {process.isDefault && <Badge tone="info">{t("processes.default")}</Badge>}
            {process.archiveTime && <Badge>{t("assignment.archived")}</Badge>}
          </>
        )
      }
      note={t("processes.note")}
      actions={mayManage && processes && <NewProcess all={all} open={(id) => ask({ process: id })} />}
    >
      {error && <Failure of={error} retry={() => void refetch()} />}
      {!processes && !error && (
        <Panel>
          <Skeleton lines={8} />
        </Panel>
      )}
      {processes?.length === 0 && <EmptyState title={t("processes.empty")}>{t("processes.emptyText")}</EmptyState>}
      {process && (
        <div className="processes-choose">
          {all.length > 1 && (
            <Select
              label={t("processes.process")}
              options={all.map((each) => ({
                id: each.id,
                name: named(each, language),
                ...(each.archiveTime && { note: t("assignment.archived") }),
              }))}
              selectedKey={process.id}
              onSelectionChange={(key) => ask({ process: String(key) })}
            />
          )}
          {mayManage && <ProcessActs key={process.id} of={process} name={named(process, language)} />}
        </div>
      )}
      {process && stages.map((stage) => <StagePanel key={stage.key} of={stage} process={process} />)}
    </Page>
  );
}

function rank({ isDefault, archiveTime }: { isDefault: boolean; archiveTime?: string }): number {
  return isDefault ? 0 : archiveTime ? 2 : 1;
}
