import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import type { Role } from "../../../parts/roles";
import { Button } from "../../../ui/Button";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { Dialog } from "../../../ui/overlays";

/** A role of the company's own begins as a copy of one that there is. */
export function CopyRole({ of: role, name, open }: { of: Role; name: string; open: (id: string) => void }) {
  const { t } = useTranslation("settings");
  const { run, isPending, problem } = useCommand();
  return (
    <Dialog title={t("roles.copyOf", { name })} trigger={<Button kind="plain">{t("roles.copy")}</Button>}>
      {(close) => (
        <Form
          problem={problem}
          isPending={isPending}
          submit={t("roles.create")}
          onCancel={close}
          onSubmit={async (values) => {
            const key = `own_${crypto.randomUUID().slice(0, 8)}`;
            const body = { key, name: values.name?.trim() ?? "", grants: role.grants };
            const made = await run(() => reply(api.POST("/v1/roles", { body })), {
              done: t("roles.created"),
              quiet: true,
            });
            if (!made) return;
            close();
            open(made.id);
          }}
        >
          <p className="settings-note">{t("roles.copyText")}</p>
          <TextField name="name" label={t("people.name")} maxLength={100} isRequired autoFocus />
        </Form>
      )}
    </Dialog>
  );
}
