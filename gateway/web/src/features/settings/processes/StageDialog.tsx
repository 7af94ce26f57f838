import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { named } from "../../../parts/said";
import { Button, IconButton } from "../../../ui/Button";
import { Form } from "../../../ui/Form";
import { NumberField, TextField } from "../../../ui/fields";
import type { Values } from "../../../ui/formValues";
import { Icon } from "../../../ui/Icon";
import { Dialog } from "../../../ui/overlays";
import type { Process, Stage } from "./StagePanel";
import { stagesWith } from "./stages";

/** Changes how likely a stage is won, how long it lasts, and what opens it. */
export function StageDialog({ of: stage, process }: { of: Stage; process: Process }) {
  const { t } = useTranslation("settings");
  const { language } = useSession();
  const name = named(stage, language);
  return (
    <Dialog
      title={name}
      isWide
      trigger={
        <Button kind="plain" aria-label={t("processes.editOf", { name })}>
          {t("edit")}
        </Button>
      }
    >
      {(close) => <Editor of={stage} process={process} close={close} />}
    </Dialog>
  );
}

function Editor({ of: stage, process, close }: { of: Stage; process: Process; close: () => void }) {
  const { t } = useTranslation("settings");
  const { run, isPending, problem } = useCommand();
  const [gate, setGate] = useState(stage.gate);

  const save = async (values: Values): Promise<void> => {
    const changed: Stage = {
      ...stage,
      name: values.name?.trim() ?? "",
      nameEn: values.nameEn?.trim() ?? "",
      probability: values.probability || "0",
      expectedDays: Number(values.expectedDays || 0),
      gate: gate.filter(({ expression }) => expression.trim()),
    };
    const params = { path: { sales_process_id: process.id }, header: ifMatch(process) };
    const body = { stages: stagesWith(process.stages, changed) };
    const call = () => reply(api.PATCH("/v1/salesProcesses/{sales_process_id}", { params, body }));
    if (await run(call, { done: t("saved"), quiet: true })) close();
  };
  const set = (at: number, change: Partial<Stage["gate"][number]>): void =>
    setGate(gate.map((each, place) => (place === at ? { ...each, ...change } : each)));
  return (
    <Form
      onSubmit={(values) => void save(values)}
      problem={problem}
      isPending={isPending}
      onCancel={close}
      columns="two"
    >
      <TextField name="name" label={t("processes.name")} defaultValue={stage.name} isRequired autoFocus />
      <TextField name="nameEn" label={t("processes.nameEn")} defaultValue={stage.nameEn} />
      <NumberField
        name="probability"
        label={t("processes.probability")}
        defaultValue={Number(stage.probability)}
        minValue={0}
        maxValue={100}
      />
      <NumberField name="expectedDays" label={t("processes.days")} defaultValue={stage.expectedDays} minValue={0} />
      <fieldset className="gate whole">
        <legend className="field-label">{t("processes.gate")}</legend>
        {gate.map((criterion, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition is told apart by its place alone
          <div key={at} className="gate-line">
            <TextField
              label={t("processes.expression")}
              value={criterion.expression}
              onChange={(expression) => set(at, { expression })}
            />
            <TextField
              label={t("processes.missing")}
              value={criterion.missing}
              onChange={(missing) => set(at, { missing })}
              isRequired
            />
            <TextField
              label={t("processes.missingEn")}
              value={criterion.missingEn}
              onChange={(missingEn) => set(at, { missingEn })}
            />
            <IconButton
              aria-label={t("processes.removeGate")}
              onPress={() => setGate(gate.filter((_, place) => place !== at))}
            >
              <Icon name="close" />
            </IconButton>
          </div>
        ))}
        <Button kind="plain" onPress={() => setGate([...gate, { expression: "", missing: "", missingEn: "" }])}>
          <Icon name="plus" />
          {t("processes.addGate")}
        </Button>
      </fieldset>
    </Form>
  );
}
