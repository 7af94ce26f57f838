import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../api/client";
import { useCommand } from "../../api/command";
import { useSession } from "../../app/session";
import { Button } from "../../ui/Button";
import { Form } from "../../ui/Form";
import { TextField } from "../../ui/fields";
import type { Values } from "../../ui/formValues";
import { Dialog } from "../../ui/overlays";
import { Panel } from "../../ui/Panel";

export function Password() {
  const { t } = useTranslation("me");
  return (
    <Panel title={t("password.title")}>
      <p className="me-text">{t("password.text")}</p>
      <Dialog title={t("password.change")} trigger={<Button>{t("password.change")}</Button>}>
        {(close) => <Change close={close} />}
      </Dialog>
    </Panel>
  );
}

function Change({ close }: { close: () => void }) {
  const { t } = useTranslation("me");
  const { me } = useSession();
  const { run, isPending, problem } = useCommand();
  const [differs, setDiffers] = useState(false);

  const change = async ({ currentPassword = "", newPassword = "", again = "" }: Values): Promise<void> => {
    setDiffers(newPassword !== again);
    if (newPassword !== again) return;
    const call = async (): Promise<true> => {
      await reply(api.POST("/v1/me:changePassword", { body: { currentPassword, newPassword } }));
      return true;
    };
    if (await run(call, { done: t("password.done"), quiet: true })) close();
  };
  return (
    <Form
      onSubmit={(values) => void change(values)}
      problem={problem}
      isPending={isPending}
      submit={t("password.change")}
      onCancel={close}
    >
      <input type="hidden" name="username" value={me.email} autoComplete="username" />
      <TextField
        name="currentPassword"
        type="password"
        label={t("password.current")}
        autoComplete="current-password"
        isRequired
        autoFocus
      />
      <TextField
        name="newPassword"
        type="password"
        label={t("password.new")}
        hint={t("password.hint")}
        autoComplete="new-password"
        isRequired
      />
      <TextField
        name="again"
        type="password"
        label={t("password.again")}
        error={differs ? t("password.differs") : undefined}
        autoComplete="new-password"
        onChange={() => setDiffers(false)}
        isRequired
      />
    </Form>
  );
}
