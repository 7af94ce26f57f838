import { useTranslation } from "react-i18next";
import { api, reply } from "../../api/client";
import { useCommand } from "../../api/command";
import { queryClient } from "../../api/queries";
import { ComboBox, Select } from "../../ui/choices";
import { Form } from "../../ui/Form";
import { TextField } from "../../ui/fields";
import type { Values } from "../../ui/formValues";
import { useCurrencies } from "../../ui/useCurrencies";

const ZONES = Intl.supportedValuesOf("timeZone").map((zone) => ({ id: zone, name: zone.replaceAll("_", " ") }));
const CODE = /^[a-z][a-z0-9-]{1,39}$/;

/** The fields are called as the API calls them, so that its refusals find them. */
export function Company({ done }: { done: () => void }) {
  const { t, i18n } = useTranslation("setup");
  const { run, isPending, problem } = useCommand();
  const currencies = useCurrencies();

  const create = async (given: Values): Promise<void> => {
    if (await run(() => found(given, i18n.language), { quiet: true })) done();
  };
  return (
    <Form
      onSubmit={(values) => void create(values)}
      problem={problem}
      isPending={isPending}
      submit={t("company.submit")}
      columns="two"
    >
      <TextField
        name="key"
        type="password"
        label={t("company.key")}
        hint={t("company.keyHint")}
        autoComplete="off"
        autoFocus
        isRequired
      />
      <TextField name="tenant.name" label={t("company.name")} autoComplete="organization" maxLength={200} isRequired />
      <TextField
        name="tenant.code"
        label={t("company.code")}
        hint={t("company.codeHint")}
        validate={(code) => (!code || CODE.test(code) ? null : t("company.codeWrong"))}
        spellCheck="false"
        isRequired
      />
      <Select
        name="tenant.functionalCurrency"
        label={t("company.currency")}
        options={currencies}
        defaultSelectedKey="CNY"
      />
      <ComboBox
        name="tenant.timeZone"
        label={t("company.zone")}
        options={ZONES}
        defaultSelectedKey={zoneHere()}
        isRequired
      />
      <TextField name="administrator.name" label={t("company.admin")} autoComplete="name" maxLength={200} isRequired />
      <TextField
        name="administrator.email"
        type="email"
        label={t("company.email")}
        autoComplete="username"
        isRequired
      />
      <TextField
        name="administrator.password"
        type="password"
        label={t("company.password")}
        hint={t("company.passwordHint")}
        autoComplete="new-password"
        isRequired
      />
    </Form>
  );
}

/** Makes the company, and signs in who administers it. */
async function found(given: Values, locale: string): Promise<true> {
  const of = (name: string): string => given[name]?.trim() ?? "";
  const code = of("tenant.code");
  const administrator = {
    name: of("administrator.name"),
    email: of("administrator.email"),
    password: given["administrator.password"] ?? "",
  };
  const tenant = {
    name: of("tenant.name"),
    code,
    functionalCurrency: of("tenant.functionalCurrency"),
    timeZone: of("tenant.timeZone"),
    locale,
  };
  await reply(api.POST("/v1/tenants", { headers: { "Installation-Key": of("key") }, body: { tenant, administrator } }));
  const { email, password } = administrator;
  await reply(api.POST("/v1/sessions", { body: { tenant: code, email, password, cookie: true } }));
  localStorage.setItem("company", code);
  queryClient.clear();
  return true;
}

function zoneHere(): string {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return ZONES.some(({ id }) => id === here) ? here : "Asia/Shanghai";
}
