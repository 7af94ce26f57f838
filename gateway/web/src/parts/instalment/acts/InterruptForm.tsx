import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import type { components } from "../../../api/generated/openapi";
import { useSession } from "../../../app/session";
import { useChoices } from "../../../i18n/words";
import { Checkbox, Select } from "../../../ui/choices";
import { DatePicker } from "../../../ui/dates";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import type { Values } from "../../../ui/formValues";
import { attach } from "../../attaching";
import { todayIn } from "../../days";
import { FileField } from "../../FileField";
import type { Instalment } from "../types";

type Kind = components["schemas"]["receivables.InterruptionKind"];

/** Notes what made the limitation period begin anew, with what shows it. */
export function InterruptForm({ of, close }: { of: Instalment; close: () => void }) {
  const { t } = useTranslation("instalment");
  const { may, zone } = useSession();
  const { run, isPending, problem } = useCommand();
  const [file, setFile] = useState<File>();
  const [attached, setAttached] = useState<{ file: File; id: string }>();
  const kinds = useChoices("InterruptionKind")
    .filter(({ value }) => value !== "INTERRUPTION_KIND_PART_PAYMENT")
    .map(({ value, text }) => ({ id: value, name: text }));
  /** Sent again after a refusal, the file is not put there twice. */
  const proof = async (given: File): Promise<string | undefined> => {
    if (attached?.file === given) return attached.id;
    const subject = { type: "account", id: of.customerId };
    const made = await run(() => attach(given, subject, "ATTACHMENT_CATEGORY_OTHER"), { quiet: true });
    if (made) setAttached({ file: given, id: made.id });
    return made?.id;
  };
  const send = async (values: Values): Promise<void> => {
    const id = file && (await proof(file));
    if (file && !id) return;
    const body = {
      kind: values.kind as Kind,
      interruptionDate: values.interruptionDate ?? "",
      note: values.note?.trim() ?? "",
      isWritten: values.isWritten === "on",
      allOwed: values.allOwed === "on",
      ...(id && { evidenceAttachmentIds: [id] }),
    };
    const params = { path: { instalment_id: of.id } };
    const call = () => reply(api.POST("/v1/instalments/{instalment_id}:interruptLimitation", { params, body }));
    if (await run(call, { done: t("done.interrupt"), quiet: true })) close();
  };
  return (
    <Form
      submit={t("act.interrupt")}
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={(values) => void send(values)}
    >
      <Select
        name="kind"
        label={t("form.interruption")}
        options={kinds}
        defaultValue="INTERRUPTION_KIND_DEMAND"
        isRequired
        autoFocus
      />
      <DatePicker
        name="interruptionDate"
        label={t("form.interruptionDate")}
        defaultValue={todayIn(zone)}
        to={todayIn(zone)}
        isRequired
      />
      <TextField
        name="note"
        label={t("form.happened")}
        hint={t("form.happenedHint")}
        lines={3}
        maxLength={500}
        isRequired
      />
      {may("attachment.create") && <FileField label={t("form.proof")} value={file} onChange={setFile} />}
      <Checkbox name="isWritten" value="on">
        {t("form.isWritten")}
      </Checkbox>
      <Checkbox name="allOwed" value="on">
        {t("form.allOwed", { contract: of.contractNumber })}
      </Checkbox>
    </Form>
  );
}
