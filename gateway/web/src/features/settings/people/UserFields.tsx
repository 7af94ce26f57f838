import { useTranslation } from "react-i18next";
import { useTeams } from "../../../parts/teams";
import { ComboBox } from "../../../ui/choices";
import { TextField } from "../../../ui/fields";
import type { Values } from "../../../ui/formValues";
import { RoleTicks, rolesOf } from "./RoleTicks";
import type { User } from "./usePeopleColumns";

/** What an administrator says of somebody. */
export function UserFields({ of: user }: { of?: User }) {
  const { t } = useTranslation("settings");
  const { teams = [] } = useTeams();
  return (
    <>
      <TextField
        name="name"
        label={t("people.fullName")}
        defaultValue={user?.name ?? ""}
        maxLength={200}
        isRequired
        autoFocus
      />
      <TextField name="email" type="email" label={t("people.email")} defaultValue={user?.email ?? ""} isRequired />
      <TextField
        name="phone"
        type="tel"
        label={t("people.phone")}
        // Numbers are shown masked, to change one it is written anew.
        {...(user?.phone && { hint: t("people.phoneKept", { phone: user.phone }) })}
        maxLength={40}
      />
      <ComboBox
        name="teamId"
        label={t("people.team")}
        hint={t("people.teamHint")}
        options={teams.map(({ id, name }) => ({ id, name }))}
        defaultSelectedKey={user?.teamId || null}
      />
      <div className="whole">
        <RoleTicks chosen={user?.roleIds ?? []} />
      </div>
    </>
  );
}

export function userOf(values: Values) {
  const phone = values.phone?.trim();
  return {
    name: values.name?.trim() ?? "",
    email: values.email?.trim() ?? "",
    teamId: values.teamId ?? "",
    roleIds: rolesOf(values),
    ...(phone && { phone }),
  };
}
