import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../api/client";
import { useCommand } from "../../api/command";
import { useSession } from "../../app/session";
import { DatePicker } from "../../ui/dates";
import { Form } from "../../ui/Form";
import { TextField } from "../../ui/fields";
import type { Values } from "../../ui/formValues";
import { Dialog } from "../../ui/overlays";
import { TimeField } from "../../ui/TimeField";
import { AccountPicker } from "../AccountPicker";
import { todayIn } from "../days";
import { instantAt } from "../moments";

interface TodoDialogProps {
  /** The day that it is due on, unless one says otherwise. */
  day?: string;
  /** The customer that it is about, where one comes from there. */
  accountId?: string;
  close: () => void;
}

const EVENING = "18:00";

/** A to-do of one's own. */
export function TodoDialog({ day, accountId, close }: TodoDialogProps) {
  const { t } = useTranslation("parts");
  const { zone, may } = useSession();
  const { run, isPending, problem } = useCommand();
  const [customer, setCustomer] = useState<string | null>(accountId ?? null);
  const [time, setTime] = useState(EVENING);

  const send = async ({ title = "", note = "", day: on = "" }: Values): Promise<void> => {
    const dueTime = instantAt(on || todayIn(zone), time || EVENING, zone);
    const about = customer ? { subjectType: "account", subjectId: customer } : {};
    const created = await run(() => reply(api.POST("/v1/todos", { body: { title, note, dueTime, ...about } })), {
      quiet: true,
      done: t("todo.done"),
      undo: ({ id }) =>
        reply(
          api.POST("/v1/todos/{todo_id}:dismiss", {
            params: { path: { todo_id: id } },
            body: { reason: t("todo.dismiss.mistake") },
          }),
        ),
    });
    if (created) close();
  };
  return (
    <Dialog title={t("todo.title")} isOpen onOpenChange={close}>
      <Form
        submit={t("todo.submit")}
        onCancel={close}
        isPending={isPending}
        problem={problem}
        columns="two"
        onSubmit={(values) => void send(values)}
      >
        <div className="whole">
          <TextField label={t("todo.what")} name="title" maxLength={200} isRequired autoFocus />
        </div>
        <DatePicker
          label={t("todo.day")}
          name="day"
          defaultValue={day ?? todayIn(zone)}
          from={todayIn(zone)}
          isRequired
        />
        <TimeField label={t("todo.time")} value={time} onChange={setTime} />
        {may("account.read") && (
          <div className="whole">
            <AccountPicker label={t("todo.customer")} defaultId={accountId} onChange={setCustomer} />
          </div>
        )}
        <TextField label={t("todo.note")} name="note" lines={3} maxLength={2000} />
      </Form>
    </Dialog>
  );
}
