import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { Button } from "../../../ui/Button";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { Dialog } from "../../../ui/overlays";
import { ArchiveButton } from "../frame/ArchiveButton";
import { NewStage } from "./StageDialog";
import type { Process } from "./stages";

/** What can be done with a process as a whole. */
export function ProcessActs({ of: process, name }: { of: Process; name: string }) {
  const params = { path: { sales_process_id: process.id } };
  return (
    <div className="settings-acts">
      {!process.archiveTime && <NewStage process={process} />}
      {!process.archiveTime && <Rename of={process} />}
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

function Rename({ of: process }: { of: Process }) {
  const { t } = useTranslation("settings");
  const { run, isPending, problem } = useCommand();
  const params = { path: { sales_process_id: process.id }, header: ifMatch(process) };
  return (
    <Dialog title={t("processes.rename")} trigger={<Button kind="plain">{t("processes.rename")}</Button>}>
      {(close) => (
        <Form
          problem={problem}
          isPending={isPending}
          onCancel={close}
          onSubmit={async ({ name = "", nameEn = "" }) => {
            const body = { name: name.trim(), nameEn: nameEn.trim() };
            const call = () => reply(api.PATCH("/v1/salesProcesses/{sales_process_id}", { params, body }));
            if (await run(call, { done: t("saved"), quiet: true })) close();
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
        </Form>
      )}
    </Dialog>
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
