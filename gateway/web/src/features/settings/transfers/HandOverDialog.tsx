import { useNavigate } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import type { EnumValue } from "../../../i18n/words";
import { ComboBox, Select } from "../../../ui/choices";
import { DatePicker } from "../../../ui/dates";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import type { Values } from "../../../ui/formValues";
import { Dialog } from "../../../ui/overlays";
import { usePeople } from "../../../ui/people";
import { useOptions } from "../../../ui/useOptions";
import { toAll } from "./rules";
import { Successors } from "./Successors";
import "./transfers.css";

type Why = EnumValue<"TransferReason">;

export interface HandOverDialogProps {
  /** Whose work it is; asked for where nobody is named. */
  from?: { id: string; name: string };
  trigger: ReactElement;
}

/** Who gives, why, and who takes over. Nothing moves before it was looked at. */
export function HandOverDialog({ from, trigger }: HandOverDialogProps) {
  const { t } = useTranslation("settings");
  return (
    <Dialog title={from ? t("transfers.newOf", { name: from.name }) : t("transfers.new")} trigger={trigger}>
      {(close) => <Draft from={from?.id} close={close} />}
    </Dialog>
  );
}

function Draft({ from, close }: { from: string | undefined; close: () => void }) {
  const { t } = useTranslation("settings");
  const { options: people } = usePeople();
  const reasons = useOptions("TransferReason");
  const navigate = useNavigate();
  const { run, isPending, problem } = useCommand();
  const [fromId, setFrom] = useState(from ?? "");
  const [reason, setReason] = useState<Why>("TRANSFER_REASON_LEAVE");
  const [successors, setSuccessors] = useState<string[]>([]);

  const create = async (values: Values): Promise<void> => {
    const body = {
      fromId,
      reason,
      note: values.note?.trim() ?? "",
      rules: toAll(successors),
      ...(values.returnDate && { returnDate: values.returnDate }),
    };
    const transfer = await run(() => reply(api.POST("/v1/transfers", { body })), { quiet: true });
    if (!transfer) return;
    close();
    await navigate({ to: "/settings/transfers/$transferId", params: { transferId: transfer.id } });
  };
  return (
    <Form
      onSubmit={(values) => void create(values)}
      problem={problem}
      isPending={isPending}
      submit={t("transfers.look")}
      onCancel={close}
    >
      {!from && (
        <ComboBox
          label={t("transfers.from")}
          options={people}
          onSelectionChange={(key) => setFrom(String(key ?? ""))}
          isRequired
          autoFocus
        />
      )}
      <Successors of={successors} change={setSuccessors} not={fromId} isFirst={from !== undefined} />
      <Select
        label={t("transfers.reason")}
        options={reasons}
        selectedKey={reason}
        onSelectionChange={(key) => setReason(key as Why)}
      />
      {reason === "TRANSFER_REASON_HOLIDAY" && (
        <DatePicker name="returnDate" label={t("transfers.returnDate")} hint={t("transfers.returnHint")} isRequired />
      )}
      <TextField name="note" label={t("transfers.note")} lines={2} maxLength={2000} />
    </Form>
  );
}
