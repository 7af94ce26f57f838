import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { DatePicker } from "../../ui/dates";
import { Form } from "../../ui/Form";
import { Dialog } from "../../ui/overlays";
import { todayIn } from "../days";
import { plusDays } from "../moments";

interface DayDialogProps {
  title: string;
  submit: string;
  /** Today at the earliest, unless it is something that has to be later. */
  isLater?: boolean;
  close: () => void;
  onChoose: (day: string) => void;
}

/** Asks for a day. */
export function DayDialog({ title, submit, isLater = false, close, onChoose }: DayDialogProps) {
  const { t } = useTranslation("todos");
  const { zone } = useSession();
  const today = todayIn(zone);
  const tomorrow = plusDays(today, 1);
  return (
    <Dialog title={title} isOpen onOpenChange={close}>
      <Form
        submit={submit}
        onCancel={close}
        onSubmit={({ day }) => {
          if (!day) return;
          close();
          onChoose(day);
        }}
      >
        <DatePicker
          label={t("day")}
          name="day"
          defaultValue={tomorrow}
          from={isLater ? tomorrow : today}
          isRequired
          autoFocus
        />
      </Form>
    </Dialog>
  );
}
