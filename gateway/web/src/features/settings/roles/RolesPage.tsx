import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useRoles } from "../../../parts/roles";
import { Select } from "../../../ui/choices";
import { Failure } from "../../../ui/Failure";
import { Page } from "../../../ui/Page";
import { Panel } from "../../../ui/Panel";
import { Badge, Skeleton } from "../../../ui/shown";
import { usePhone } from "../../../ui/usePhone";
import { Choice } from "../frame/Choice";
import { ShowArchived } from "../frame/ShowArchived";
import { useUp } from "../frame/useUp";
import { RoleMatrix } from "./RoleMatrix";
import { RolePeople } from "./RolePeople";
import "./roles.css";

export interface RolesSearch {
  role?: string | undefined;
}

/** What each role lets people do, and how far. */
export function RolesPage() {
  const { t } = useTranslation("settings");
  const search: RolesSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const [isAll, setAll] = useState(false);
  const { roles: all, nameOf, error, refetch } = useRoles(true);
  const roles = all?.filter(({ id, archiveTime }) => isAll || !archiveTime || id === search.role);
  const { may } = useSession();
  const isPhone = usePhone();
  const role = roles?.find(({ id }) => id === search.role) ?? roles?.[0];
  const choose = (id: string): void =>
    void navigate({ to: "/settings/roles", search: { role: id }, resetScroll: false });
  return (
    <Page title={t("sections.roles.name")} crumbs={useUp()} note={t("roles.note")}>
      {error && <Failure of={error} retry={() => void refetch()} />}
      {!roles && !error && (
        <Panel>
          <Skeleton lines={10} />
        </Panel>
      )}
      {roles && role && (
        <div className="settings-beside">
          {isPhone ? (
            <Select
              label={t("roles.role")}
              options={roles.map((each) => ({
                id: each.id,
                name: nameOf(each),
                ...(each.archiveTime && { note: t("assignment.archived") }),
              }))}
              selectedKey={role.id}
              onSelectionChange={(key) => choose(String(key))}
            />
          ) : (
            <Panel title={t("roles.all")} isFlush>
              <ul className="settings-choices">
                {roles.map((each) => (
                  <li key={each.id}>
                    <Choice isChosen={each.id === role.id} choose={() => choose(each.id)}>
                      <span>{nameOf(each)}</span>
                      {!each.shipped && <Badge>{t(each.archiveTime ? "assignment.archived" : "roles.own")}</Badge>}
                    </Choice>
                  </li>
                ))}
              </ul>
              {all?.some(({ archiveTime }) => archiveTime) && (
                <div className="roles-more">
                  <ShowArchived isOn={isAll} toggle={() => setAll(!isAll)} />
                </div>
              )}
            </Panel>
          )}
          <div className="roles-chosen">
            {may("user.read") && <RolePeople role={role.id} />}
            <RoleMatrix key={`${role.id} ${role.etag}`} of={role} all={roles} name={nameOf(role)} open={choose} />
          </div>
        </div>
      )}
    </Page>
  );
}
