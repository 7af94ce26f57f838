import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../api/client";
import { useCommand } from "../../api/command";
import { Form } from "../../ui/Form";
import { TextField } from "../../ui/fields";
import type { Values } from "../../ui/formValues";

/** In the place of a temporary password, which was just given. */
export function NewPassword({ temporary, done }: { temporary: string; done: () => void }) {
  const { t } = useTranslation("signin");
  const { run, isPending, problem } = useCommand();
  const [differs, setDiffers] = useState(false);

  const change = async ({ newPassword = "", again = "" }: Values): Promise<void> => {
    setDiffers(newPassword !== again);
    if (newPassword !== again) return;
    const body = { currentPassword: temporary, newPassword };
    const call = async (): Promise<true> => {
      await reply(api.POST("/v1/me:changePassword", { body }));
      return true;
    };
    if (await run(call, { quiet: true })) done();
  };
  return (
    <Form onSubmit={(values) => void change(values)} problem={problem} isPending={isPending} submit={t("new.submit")}>
      <TextField
        name="newPassword"
        type="password"
        label={t("new.password")}
        hint={t("new.hint")}
        autoComplete="new-password"
        autoFocus
        isRequired
      />
      <TextField
        name="again"
        type="password"
        label={t("new.again")}
        error={differs ? t("new.differs") : undefined}
        autoComplete="new-password"
        onChange={() => setDiffers(false)}
        isRequired
      />
    </Form>
  );
}
