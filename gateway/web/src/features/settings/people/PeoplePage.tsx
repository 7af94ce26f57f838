import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../../api/client";
import { useSession } from "../../../app/session";
import { useTeams } from "../../../parts/teams";
import { Button } from "../../../ui/Button";
import { Grid } from "../../../ui/grid/Grid";
import { Icon } from "../../../ui/Icon";
import { Page } from "../../../ui/Page";
import { useUp } from "../frame/useUp";
import { InviteDialog } from "./InviteDialog";
import type { PeopleSearch } from "./search";
import { TeamTree } from "./TeamTree";
import { filterOf, withBelow } from "./teams";
import { UserDrawer } from "./UserDrawer";
import { usePeopleColumns, usePeopleFilters } from "./usePeopleColumns";
import "./people.css";

const ONE = { params: { query: { pageSize: 1, filter: "state = ACTIVE" } } };

/** Who works here, in which team, and what they may do. */
export function PeoplePage() {
  const { t } = useTranslation("settings");
  const { may } = useSession();
  const { user, team }: PeopleSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const show = useCallback(
    (change: PeopleSearch) =>
      void navigate({
        to: "/settings/people",
        search: (before: PeopleSearch) => ({ ...before, ...change }),
        resetScroll: false,
      }),
    [navigate],
  );
  const { teams = [] } = useTeams();
  const people = $api.useQuery("get", "/v1/users", ONE);
  const count = people.data?.total?.count;
  // The first password is shown once, in the dialog: it outlives the button that opened it.
  const [isNew, setNew] = useState(false);
  const mayCreate = may("user.create");
  const onOpen = (id: string): void => show({ user: id });
  return (
    <Page
      title={t("sections.people.name")}
      crumbs={useUp()}
      finding={
        count === undefined
          ? people.isError
            ? t("sections.people.name")
            : null
          : t("people.finding", { count, teams: t("people.teamCount", { count: teams.length }) })
      }
      actions={
        mayCreate && (
          <Button kind="main" onPress={() => setNew(true)}>
            <Icon name="plus" />
            {t("people.new")}
          </Button>
        )
      }
    >
      <div className="settings-beside">
        <TeamTree chosen={team} choose={(id) => show({ team: id })} />
        <Grid
          name="people"
          path="/v1/users"
          items="users"
          columns={usePeopleColumns()}
          filters={usePeopleFilters()}
          {...(team && { baseFilter: filterOf(withBelow(teams, team)) })}
          orderBy="name"
          searchHint={t("people.search")}
          rowName={({ name }) => name}
          onOpen={({ id }) => onOpen(id)}
          empty={{
            title: t("people.empty"),
            text: t("people.emptyText"),
            action: mayCreate && <Button onPress={() => setNew(true)}>{t("people.new")}</Button>,
          }}
        />
      </div>
      <InviteDialog isOpen={isNew} onOpenChange={setNew} onOpen={onOpen} />
      <UserDrawer id={user} close={() => show({ user: undefined })} />
    </Page>
  );
}
