import { useTranslation } from "react-i18next";
import { api, reply } from "../../api/client";
import { useCommand } from "../../api/command";
import { forget } from "../../app/device";
import { Form } from "../../ui/Form";
import { TextField } from "../../ui/fields";
import type { Values } from "../../ui/formValues";
import { deviceName } from "./device";

const COMPANY = "company";

export interface SignInProps {
  done: () => void;
  /** The password is good for nothing but getting another one. */
  mustChange: (password: string) => void;
}

export function SignIn({ done, mustChange }: SignInProps) {
  const { t } = useTranslation("signin");
  const { run, isPending, problem } = useCommand();
  const company = localStorage.getItem(COMPANY) ?? "";

  const signIn = async ({ tenant = "", email = "", password = "" }: Values): Promise<void> => {
    const body = { tenant: tenant.trim().toLowerCase(), email: email.trim(), password, cookie: true };
    const device = deviceName(navigator.userAgent);
    const session = await run(() => reply(api.POST("/v1/sessions", { body: { ...body, device } })), { quiet: true });
    if (!session) return;
    // Whoever was here before is not the one who came.
    forget();
    localStorage.setItem(COMPANY, body.tenant);
    if (session.mustChangePassword) mustChange(password);
    else done();
  };
  return (
    <Form onSubmit={(values) => void signIn(values)} problem={problem} isPending={isPending} submit={t("submit")}>
      <TextField
        name="tenant"
        label={t("company")}
        hint={company ? undefined : t("companyHint")}
        defaultValue={company}
        autoComplete="organization"
        autoFocus={!company}
        isRequired
      />
      <TextField
        name="email"
        type="email"
        label={t("email")}
        autoComplete="username"
        autoFocus={Boolean(company)}
        isRequired
      />
      <TextField name="password" type="password" label={t("password")} autoComplete="current-password" isRequired />
    </Form>
  );
}
