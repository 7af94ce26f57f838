import { useTranslation } from "react-i18next";
import { $api } from "../../../api/client";
import { IconButton } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { Icon } from "../../../ui/Icon";
import { Panel } from "../../../ui/Panel";
import { Person } from "../../../ui/Person";
import { Skeleton } from "../../../ui/shown";
import { ViewAs } from "../people/ViewAs";

const MOST = 100;

/** Who has this role; what they see can be looked at with their eyes. */
export function RolePeople({ role }: { role: string }) {
  const { t } = useTranslation("settings");
  const query = { filter: `role_ids:"${role}" AND state = ACTIVE`, orderBy: "name", pageSize: MOST };
  const { data, error, refetch } = $api.useQuery("get", "/v1/users", { params: { query } });
  const people = data?.users;
  const count = data?.total?.count ?? 0;
  return (
    <Panel title={t("roles.people")} {...(people && { note: t("roles.peopleCount", { count }) })}>
      <div className="roles-people">
        {error && <Failure of={error} retry={() => void refetch()} isSmall />}
        {!people && !error && <Skeleton />}
        <ul>
          {people?.map((person) => (
            <li key={person.id}>
              <Person name={person.name} go={{ to: "/settings/people", search: { user: person.id } }} />
              <ViewAs
                of={person}
                trigger={
                  <IconButton aria-label={t("people.viewAsOf", { name: person.name })}>
                    <Icon name="eye" />
                  </IconButton>
                }
              />
            </li>
          ))}
          {people && count > people.length && <li>{t("roles.morePeople", { count: count - people.length })}</li>}
        </ul>
      </div>
    </Panel>
  );
}
