import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { Select } from "../../../ui/choices";
import { DatePicker } from "../../../ui/dates";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { Dialog } from "../../../ui/overlays";
import { useOptions } from "../../../ui/useOptions";
import type { Contract, MilestoneKind } from "../types";

/** Adds a step of fulfilment to a contract. */
export function NewMilestoneDialog({ contract, trigger }: { contract: Contract; trigger: ReactElement }) {
  const { t } = useTranslation("contracts");
  const { run, isPending, problem } = useCommand();
  const kinds = useOptions("MilestoneKind").filter(({ id }) => id !== "MILESTONE_KIND_EFFECTIVE");
  const [kind, setKind] = useState<string>();
  const isCustom = kind === "MILESTONE_KIND_CUSTOM";
  return (
    <Dialog title={t("milestone.add")} trigger={trigger}>
      {(close) => (
        <Form
          submit={t("milestone.add")}
          isPending={isPending}
          problem={problem}
          onCancel={close}
          onSubmit={async (values) => {
            const body = {
              kind: values.kind as MilestoneKind,
              code: values.code?.trim() ?? "",
              name: values.name?.trim() ?? "",
              plannedDate: values.plannedDate ?? "",
            };
            const create = () =>
              reply(
                api.POST("/v1/contracts/{contract_id}/milestones", {
                  params: { path: { contract_id: contract.id } },
                  headers: ifMatch(contract),
                  body,
                }),
              );
            if (await run(create, { done: t("milestone.added"), quiet: true })) close();
          }}
        >
          <Select
            name="kind"
            label={t("milestone.kind")}
            options={kinds}
            onSelectionChange={(key) => setKind(String(key))}
            isRequired
            autoFocus
          />
          <TextField name="name" label={t("milestone.name")} maxLength={200} isRequired={isCustom} />
          <TextField
            name="code"
            label={t("milestone.code")}
            hint={t("milestone.codeHint")}
            maxLength={40}
            isRequired={isCustom}
          />
          <DatePicker name="plannedDate" label={t("milestone.planned")} />
        </Form>
      )}
    </Dialog>
  );
}
