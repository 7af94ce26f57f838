import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import type { Role } from "../../../parts/roles";
import { Button } from "../../../ui/Button";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { Dialog } from "../../../ui/overlays";
import { ArchiveButton } from "../frame/ArchiveButton";
import { CopyRole } from "./CopyRole";

export interface RoleActsProps {
  of: Role;
  name: string;
  open: (id: string) => void;
}

/** What can be done with a role as a whole. Those of the product can only be copied. */
export function RoleActs({ of: role, name, open }: RoleActsProps) {
  const { may } = useSession();
  const params = { path: { role_id: role.id } };
  return (
    <>
      {may("role.create") && <CopyRole of={role} name={name} open={open} />}
      {may("role.update") && !role.shipped && !role.archiveTime && <Rename of={role} />}
      {may("role.archive") && !role.shipped && (
        <ArchiveButton
          of={role}
          archive={() => reply(api.POST("/v1/roles/{role_id}:archive", { params, body: {} }))}
          restore={() => reply(api.POST("/v1/roles/{role_id}:restore", { params, body: {} }))}
        />
      )}
    </>
  );
}

function Rename({ of: role }: { of: Role }) {
  const { t } = useTranslation("settings");
  const { run, isPending, problem } = useCommand();
  const params = { path: { role_id: role.id }, header: ifMatch(role) };
  return (
    <Dialog title={t("processes.rename")} trigger={<Button kind="plain">{t("processes.rename")}</Button>}>
      {(close) => (
        <Form
          problem={problem}
          isPending={isPending}
          onCancel={close}
          onSubmit={async ({ name = "" }) => {
            const call = () => reply(api.PATCH("/v1/roles/{role_id}", { params, body: { name: name.trim() } }));
            if (await run(call, { done: t("saved"), quiet: true })) close();
          }}
        >
          <TextField
            name="name"
            label={t("people.name")}
            defaultValue={role.name}
            maxLength={100}
            isRequired
            autoFocus
          />
        </Form>
      )}
    </Dialog>
  );
}
