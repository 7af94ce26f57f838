import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { temporaryPassword } from "../../../parts/temporaryPassword";
import { Form } from "../../../ui/Form";
import type { Values } from "../../../ui/formValues";
import { Dialog } from "../../../ui/overlays";
import { Temporary, type TemporaryProps } from "./Temporary";
import { UserFields, userOf } from "./UserFields";

export interface InviteDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** Shows who was let in. */
  onOpen: (id: string) => void;
}

/** Lets a colleague in. */
export function InviteDialog({ onOpen, ...opening }: InviteDialogProps) {
  const { t } = useTranslation("settings");
  return (
    <Dialog title={t("people.new")} {...opening}>
      {(close) => <Invite close={close} onOpen={onOpen} />}
    </Dialog>
  );
}

function Invite({ close, onOpen }: { close: () => void; onOpen: (id: string) => void }) {
  const { t } = useTranslation("settings");
  const { run, isPending, problem } = useCommand();
  const [given, setGiven] = useState<(Omit<TemporaryProps, "close"> & { id: string }) | null>(null);
  const create = async (values: Values): Promise<void> => {
    const password = temporaryPassword();
    const user = await run(() => reply(api.POST("/v1/users", { body: { ...userOf(values), password } })), {
      quiet: true,
    });
    if (user) setGiven({ id: user.id, name: user.name, email: user.email, password });
  };
  const end = (): void => {
    close();
    if (given) onOpen(given.id);
  };
  if (given) return <Temporary name={given.name} email={given.email} password={given.password} close={end} />;
  return (
    <Form
      onSubmit={(values) => void create(values)}
      problem={problem}
      isPending={isPending}
      submit={t("people.create")}
      onCancel={close}
      columns="two"
    >
      <UserFields />
    </Form>
  );
}
