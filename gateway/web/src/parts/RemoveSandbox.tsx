import { useTranslation } from "react-i18next";
import { api, reply } from "../api/client";
import { useCommand } from "../api/command";
import { type Tenant, useSession } from "../app/session";
import { Button } from "../ui/Button";
import { Confirm } from "../ui/Confirm";
import { Panel } from "../ui/Panel";

/** The demo company, or a trial, goes away as a whole; one that earns money has no such button. */
export function RemoveSandbox() {
  const { t } = useTranslation("parts");
  const { company, may } = useSession();
  const { run, isPending, problem } = useCommand();
  if (!company.sandbox || !may("tenant.remove")) return null;
  return (
    <Panel title={t("sandbox.title", { name: company.name })}>
      <p>{t("sandbox.text")}</p>
      <Confirm
        title={t("sandbox.ask", { name: company.name })}
        confirm={t("sandbox.do")}
        isPending={isPending}
        problem={problem}
        trigger={<Button>{t("sandbox.do")}</Button>}
        onConfirm={async () => {
          const gone = await run(() => remove(company), { quiet: true });
          // Everybody was signed out with it, and nothing on the screen is there any more.
          if (gone) location.assign("/signin");
          return gone !== undefined;
        }}
      >
        {t("sandbox.note")}
      </Confirm>
    </Panel>
  );
}

function remove({ id, code }: Tenant): Promise<Tenant> {
  const params = { path: { tenant_id: id } };
  return reply(api.POST("/v1/tenants/{tenant_id}:remove", { params, body: { code } }));
}
