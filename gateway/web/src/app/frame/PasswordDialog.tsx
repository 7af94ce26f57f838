import { useTranslation } from "react-i18next";
import { api, reply } from "../../api/client";
import { useCommand } from "../../api/command";
import { Form } from "../../ui/Form";
import { TextField } from "../../ui/fields";
import type { Values } from "../../ui/formValues";
import { Dialog } from "../../ui/overlays";
import { useSession } from "../session";
import type { Answer } from "./asking";

export function PasswordDialog({ answer }: { answer: Answer }) {
  const { t } = useTranslation();
  const { me, sessionId } = useSession();
  const { run, isPending, problem } = useCommand();

  const confirm = async ({ password = "" }: Values): Promise<void> => {
    const params = { path: { session_id: sessionId } };
    const call = () => reply(api.POST("/v1/sessions/{session_id}:confirm", { params, body: { password } }));
    if (await run(call, { quiet: true })) answer(true);
  };
  return (
    <Dialog title={t("signInAgain.title")} isOpen onOpenChange={(isOpen) => isOpen || answer(false)}>
      <p className="dialog-lead">{t("signInAgain.lead")}</p>
      <Form
        onSubmit={(values) => void confirm(values)}
        problem={problem}
        isPending={isPending}
        submit={t("signInAgain.submit")}
        onCancel={() => answer(false)}
      >
        <input type="hidden" name="username" value={me.email} autoComplete="username" />
        <TextField
          name="password"
          type="password"
          label={t("signInAgain.password")}
          autoComplete="current-password"
          autoFocus
          isRequired
        />
      </Form>
    </Dialog>
  );
}
