import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useSession } from "../../../app/session";
import type { Role } from "../../../parts/roles";
import { TextField } from "../../../ui/fields";
import { ArchiveButton } from "../frame/ArchiveButton";
import { Rename } from "../frame/Rename";
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
      {may("role.update") && !role.shipped && !role.archiveTime && <NameRole of={role} />}
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

function NameRole({ of: role }: { of: Role }) {
  const { t } = useTranslation("settings");
  const params = { path: { role_id: role.id }, header: ifMatch(role) };
  return (
    <Rename save={({ name = "" }) => reply(api.PATCH("/v1/roles/{role_id}", { params, body: { name: name.trim() } }))}>
      <TextField name="name" label={t("people.name")} defaultValue={role.name} maxLength={100} isRequired autoFocus />
    </Rename>
  );
}
