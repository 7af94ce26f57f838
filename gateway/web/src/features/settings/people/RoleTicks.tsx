import { useTranslation } from "react-i18next";
import { useRoles } from "../../../parts/roles";
import { Checkbox } from "../../../ui/choices";
import type { Values } from "../../../ui/formValues";

const START = "role.";

/** What somebody may do, by the roles that they have. */
export function RoleTicks({ chosen = [] }: { chosen?: readonly string[] }) {
  const { t } = useTranslation("settings");
  const { roles = [], nameOf } = useRoles();
  return (
    <fieldset className="people-roles">
      <legend className="field-label">{t("people.roles")}</legend>
      {roles.map((role) => (
        <Checkbox key={role.id} name={START + role.id} defaultSelected={chosen.includes(role.id)}>
          {nameOf(role)}
        </Checkbox>
      ))}
    </fieldset>
  );
}

export function rolesOf(values: Values): string[] {
  return Object.keys(values).flatMap((name) => (name.startsWith(START) ? [name.slice(START.length)] : []));
}
