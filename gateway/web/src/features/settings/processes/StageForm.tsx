import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { NumberField, TextField } from "../../../ui/fields";
import type { Values } from "../../../ui/formValues";
import { SaveForm } from "../frame/SaveForm";
import { GateLines } from "./GateLines";
import { PlaybookLines } from "./PlaybookLines";
import { type Process, type StageInput, stagesWith } from "./stages";

export interface StageFormProps {
  of: StageInput;
  process: Process;
  close: () => void;
}

export function StageForm({ of: given, process, close }: StageFormProps) {
  const { t } = useTranslation("settings");
  // Of a new one the key is made once.
  const [stage] = useState(given);
  const [gate, setGate] = useState(stage.gate ?? []);
  const [playbook, setPlaybook] = useState(stage.playbook ?? []);
  // Fields are called as they lie in what is sent, so that refusals find them.
  const place = stagesWith(process.stages, stage).findIndex(({ key }) => key === stage.key);
  const field = (name: string): string => `stages.${place}.${name}`;

  const save = (values: Values): Promise<Process> => {
    const said = (name: string): string => values[field(name)]?.trim() ?? "";
    const changed: StageInput = {
      ...stage,
      name: said("name"),
      nameEn: said("nameEn"),
      probability: said("probability") || "0",
      expectedDays: Number(said("expectedDays") || 0),
      gate,
      playbook,
    };
    const params = { path: { sales_process_id: process.id }, header: ifMatch(process) };
    const body = { stages: stagesWith(process.stages, changed) };
    return reply(api.PATCH("/v1/salesProcesses/{sales_process_id}", { params, body }));
  };
  return (
    <SaveForm save={save} close={close} columns="two">
      <TextField
        name={field("name")}
        label={t("processes.name")}
        defaultValue={stage.name}
        maxLength={100}
        isRequired
        autoFocus
      />
      <TextField
        name={field("nameEn")}
        label={t("processes.nameEn")}
        defaultValue={stage.nameEn ?? ""}
        maxLength={100}
      />
      <NumberField
        name={field("probability")}
        label={t("processes.probability")}
        defaultValue={Number(stage.probability)}
        minValue={0}
        maxValue={100}
      />
      <NumberField
        name={field("expectedDays")}
        label={t("processes.days")}
        defaultValue={stage.expectedDays ?? 0}
        minValue={0}
      />
      <GateLines of={gate} change={setGate} field={field} />
      <PlaybookLines of={playbook} change={setPlaybook} field={field} actions={stage.keyActions ?? []} />
    </SaveForm>
  );
}
