import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { components } from "../../../api/generated/openapi";
import { useWords } from "../../../i18n/words";
import { useRoles } from "../../../parts/roles";
import { useTeams } from "../../../parts/teams";
import type { Column, FilterField } from "../../../ui/grid/types";
import { Person } from "../../../ui/Person";
import { usePeople } from "../../../ui/people";
import { Badge } from "../../../ui/shown";
import { useFilterOptions } from "../../../ui/useOptions";

export type User = components["schemas"]["identity.User"];

export function usePeopleColumns(): Column<User>[] {
  const { t } = useTranslation("settings");
  const word = useWords();
  const { teams } = useTeams();
  const { roles, nameOf } = useRoles();
  const { nameOf: personOf } = usePeople();
  return useMemo(
    () => [
      {
        id: "name",
        name: t("people.fullName"),
        render: ({ name }) => <Person name={name} />,
        sort: "name",
        width: 128,
        isFixed: true,
        phone: "title",
      },
      {
        id: "roleIds",
        name: t("people.roles"),
        render: ({ roleIds }) =>
          roles
            ?.filter(({ id }) => roleIds.includes(id))
            .map(nameOf)
            .join(t("people.and")),
        width: 136,
        phone: "sub",
      },
      {
        id: "teamId",
        name: t("people.team"),
        render: ({ teamId }) => teams?.find(({ id }) => id === teamId)?.name,
        width: 120,
        phone: "sub",
      },
      { id: "managerId", name: t("people.manager"), render: ({ managerId }) => personOf(managerId), width: 96 },
      { id: "email", name: t("people.email"), render: ({ email }) => email, sort: "email", width: 204 },
      { id: "phone", name: t("people.phone"), render: ({ phone }) => phone, width: 120, isHidden: true },
      {
        id: "state",
        name: t("people.state"),
        render: ({ state, mustChangePassword }) =>
          state === "USER_STATE_DISABLED" ? (
            <Badge>{word("UserState", state)}</Badge>
          ) : mustChangePassword ? (
            <Badge tone="info">{t("people.invited")}</Badge>
          ) : (
            word("UserState", state)
          ),
        width: 96,
        phone: "end",
      },
    ],
    [t, word, teams, roles, nameOf, personOf],
  );
}

export function usePeopleFilters(): FilterField[] {
  const { t } = useTranslation("settings");
  const states = useFilterOptions("UserState");
  return useMemo(
    () => [
      { id: "state", name: t("people.state"), kind: "choice", options: states },
      { id: "manager_id", name: t("people.manager"), kind: "person", canBeEmpty: true },
    ],
    [t, states],
  );
}
