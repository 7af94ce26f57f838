import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Form } from "../../ui/Form";
import { TextField } from "../../ui/fields";
import { Dialog } from "../../ui/overlays";
import { Choices } from "../log/Choices";
import "../log/sheet.css";

interface DismissDialogProps {
  title: string;
  close: () => void;
  onDismiss: (reason: string) => void;
}

const REASONS = ["wrong", "notNow", "elsewhere", "worthless"] as const;

/** Why it need not be done: whoever tunes the reminders reads it. */
export function DismissDialog({ title, close, onDismiss }: DismissDialogProps) {
  const { t } = useTranslation("parts");
  const [reason, setReason] = useState("");
  return (
    <Dialog title={t("todo.dismiss.title")} isOpen onOpenChange={close}>
      <Form
        submit={t("todo.dismiss.submit")}
        onCancel={close}
        onSubmit={() => {
          if (!reason.trim()) return;
          close();
          onDismiss(reason.trim());
        }}
      >
        <p className="dialog-lead">{title}</p>
        <Choices
          label={t("todo.dismiss.usual")}
          mode="single"
          options={REASONS.map((each) => ({ value: t(`todo.dismiss.${each}`), text: t(`todo.dismiss.${each}`) }))}
          chosen={reason ? [reason] : []}
          onChange={([chosen]) => chosen && setReason(chosen)}
        />
        <TextField
          label={t("todo.dismiss.reason")}
          name="reason"
          value={reason}
          onChange={setReason}
          maxLength={500}
          isRequired
        />
      </Form>
    </Dialog>
  );
}
