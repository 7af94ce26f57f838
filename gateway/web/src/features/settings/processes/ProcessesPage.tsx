import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useProcesses } from "../../../parts/processes";
import { named } from "../../../parts/said";
import { Select } from "../../../ui/choices";
import { Failure } from "../../../ui/Failure";
import { Page } from "../../../ui/Page";
import { Panel } from "../../../ui/Panel";
import { Skeleton } from "../../../ui/shown";
import { useUp } from "../frame/useUp";
import { StagePanel } from "./StagePanel";
import "./processes.css";

/** The steps of a sale: how likely each is to be won, what opens it, what is to be done in it. */
export function ProcessesPage() {
  const { t } = useTranslation("settings");
  const { language } = useSession();
  const { processes, error, refetch } = useProcesses();
  const inUse = processes?.filter(({ archiveTime }) => !archiveTime) ?? [];
  const [chosen, setChosen] = useState("");
  const process = inUse.find(({ id }) => id === chosen) ?? inUse.find(({ isDefault }) => isDefault) ?? inUse[0];
  const stages = process?.stages.filter(({ retired }) => !retired) ?? [];
  return (
    <Page
      title={t("sections.processes.name")}
      crumbs={useUp()}
      {...(process && { finding: t("processes.finding", { name: named(process, language), count: stages.length }) })}
      note={t("processes.note")}
    >
      {error && <Failure of={error} retry={() => void refetch()} />}
      {!processes && !error && (
        <Panel>
          <Skeleton lines={8} />
        </Panel>
      )}
      {inUse.length > 1 && process && (
        <div className="processes-choose">
          <Select
            label={t("processes.process")}
            options={inUse.map((each) => ({ id: each.id, name: named(each, language) }))}
            selectedKey={process.id}
            onSelectionChange={(key) => setChosen(String(key))}
          />
        </div>
      )}
      {process && stages.map((stage) => <StagePanel key={stage.key} of={stage} process={process} />)}
    </Page>
  );
}
