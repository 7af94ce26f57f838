import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Confirm } from "../../../ui/Confirm";
import { Form } from "../../../ui/Form";
import { Dialog } from "../../../ui/overlays";
import { SaveForm } from "../frame/SaveForm";
import { HandOverDialog } from "../transfers/HandOverDialog";
import { Temporary } from "./Temporary";
import { UserFields, userOf } from "./UserFields";
import type { User } from "./usePeopleColumns";
import { ViewAs } from "./ViewAs";

/** What can be done about a colleague, as far as one may. */
export function UserActs({ of: user }: { of: User }) {
  const { t } = useTranslation("settings");
  const { me, may } = useSession();
  const isActive = user.state === "USER_STATE_ACTIVE";
  const isOther = user.id !== me.id;
  return (
    <div className="settings-acts">
      {may("user.update") && (
        <Dialog title={t("people.editOf", { name: user.name })} trigger={<Button>{t("edit")}</Button>}>
          {(close) => <Edit of={user} close={close} />}
        </Dialog>
      )}
      {may("transfer.create") && <HandOverDialog from={user} trigger={<Button>{t("people.handOver")}</Button>} />}
      <ViewAs of={user} trigger={<Button>{t("people.viewAs")}</Button>} />
      {may("user.reset_password") && isOther && isActive && (
        <Dialog
          title={t("people.resetOf", { name: user.name })}
          trigger={<Button kind="plain">{t("people.reset")}</Button>}
        >
          {(close) => <Reset of={user} close={close} />}
        </Dialog>
      )}
      {may("user.disable") && isOther && (isActive ? <Disable of={user} /> : <Enable of={user} />)}
    </div>
  );
}

function Edit({ of: user, close }: { of: User; close: () => void }) {
  const params = { path: { user_id: user.id }, header: ifMatch(user) };
  return (
    <SaveForm
      save={(values) => reply(api.PATCH("/v1/users/{user_id}", { params, body: userOf(values) }))}
      close={close}
      columns="two"
    >
      <UserFields of={user} />
    </SaveForm>
  );
}

function Reset({ of: user, close }: { of: User; close: () => void }) {
  const { t } = useTranslation("settings");
  const { run, isPending, problem } = useCommand();
  const [password, setPassword] = useState("");
  if (password) return <Temporary name={user.name} email={user.email} password={password} close={close} />;
  const params = { path: { user_id: user.id } };
  return (
    <Form
      problem={problem}
      isPending={isPending}
      submit={t("people.reset")}
      onCancel={close}
      onSubmit={async () => {
        const call = () => reply(api.POST("/v1/users/{user_id}:resetPassword", { params, body: {} }));
        const given = await run(call, { quiet: true });
        if (given) setPassword(given.temporaryPassword);
      }}
    >
      <p className="settings-note">{t("people.resetText")}</p>
    </Form>
  );
}

function Disable({ of: user }: { of: User }) {
  const { t } = useTranslation("settings");
  const { run, isPending, problem } = useCommand();
  const params = { path: { user_id: user.id }, header: ifMatch(user) };
  return (
    <Confirm
      title={t("people.disableOf", { name: user.name })}
      confirm={t("people.disable")}
      reason="optional"
      isPending={isPending}
      problem={problem}
      trigger={<Button kind="plain">{t("people.disable")}</Button>}
      onConfirm={async (reason) => {
        const call = () => reply(api.POST("/v1/users/{user_id}:disable", { params, body: { reason } }));
        return Boolean(await run(call, { done: t("people.disabled", { name: user.name }), quiet: true }));
      }}
    >
      {t("people.disableText")}
    </Confirm>
  );
}

function Enable({ of: user }: { of: User }) {
  const { t } = useTranslation("settings");
  const { run, isPending } = useCommand();
  const params = { path: { user_id: user.id }, header: ifMatch(user) };
  const call = () => reply(api.POST("/v1/users/{user_id}:enable", { params, body: {} }));
  return (
    <Button isPending={isPending} onPress={() => void run(call, { done: t("people.enabled", { name: user.name }) })}>
      {t("people.enable")}
    </Button>
  );
}
