import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { Button } from "../../../ui/Button";
import { TextField } from "../../../ui/fields";
import { ArchiveButton } from "../frame/ArchiveButton";
import { Rename } from "../frame/Rename";
import { NewStage } from "./StageDialog";
import type { Process } from "./stages";

/** What can be done with a process as a whole. */
export function ProcessActs({ of: process, name }: { of: Process; name: string }) {
  const params = { path: { sales_process_id: process.id } };
  return (
    <div className="settings-acts">
      {!process.archiveTime && <NewStage process={process} />}
      {!process.archiveTime && <NameProcess of={process} />}
      {!process.archiveTime && !process.isDefault && <MakeDefault of={process} name={name} />}
      {!process.isDefault && (
        <ArchiveButton
          of={{ name, ...(process.archiveTime && { archiveTime: process.archiveTime }) }}
          archive={() => reply(api.POST("/v1/salesProcesses/{sales_process_id}:archive", { params, body: {} }))}
          restore={() => reply(api.POST("/v1/salesProcesses/{sales_process_id}:restore", { params, body: {} }))}
        />
      )}
    </div>
  );
}

function NameProcess({ of: process }: { of: Process }) {
  const { t } = useTranslation("settings");
  const params = { path: { sales_process_id: process.id }, header: ifMatch(process) };
  return (
    <Rename
      save={({ name = "", nameEn = "" }) => {
        const body = { name: name.trim(), nameEn: nameEn.trim() };
        return reply(api.PATCH("/v1/salesProcesses/{sales_process_id}", { params, body }));
      }}
    >
      <TextField
        name="name"
        label={t("processes.name")}
        defaultValue={process.name}
        maxLength={100}
        isRequired
        autoFocus
      />
      <TextField name="nameEn" label={t("processes.nameEn")} defaultValue={process.nameEn} maxLength={100} />
    </Rename>
  );
}

function MakeDefault({ of: process, name }: { of: Process; name: string }) {
  const { t } = useTranslation("settings");
  const { run, isPending } = useCommand();
  const params = { path: { sales_process_id: process.id }, header: ifMatch(process) };
  const call = () => reply(api.PATCH("/v1/salesProcesses/{sales_process_id}", { params, body: { isDefault: true } }));
  return (
    <Button
      kind="plain"
      isPending={isPending}
      onPress={() => void run(call, { done: t("processes.madeDefault", { name }) })}
    >
      {t("processes.makeDefault")}
    </Button>
  );
}
