import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { type Team, useTeams } from "../../../parts/teams";
import { Button, IconButton } from "../../../ui/Button";
import { ComboBox } from "../../../ui/choices";
import { TextField } from "../../../ui/fields";
import type { Values } from "../../../ui/formValues";
import { Icon } from "../../../ui/Icon";
import { Dialog } from "../../../ui/overlays";
import { usePeople } from "../../../ui/people";
import { SaveForm } from "../frame/SaveForm";
import { withBelow } from "./teams";

export function NewTeam({ parentId }: { parentId: string | undefined }) {
  const { t } = useTranslation("settings");
  return (
    <Dialog
      title={t("people.newTeam")}
      trigger={
        <IconButton aria-label={t("people.newTeam")}>
          <Icon name="plus" />
        </IconButton>
      }
    >
      {(close) => <TeamForm parentId={parentId ?? ""} close={close} />}
    </Dialog>
  );
}

export function EditTeam({ of: team }: { of: Team }) {
  const { t } = useTranslation("settings");
  return (
    <Dialog
      title={team.name}
      trigger={
        <IconButton aria-label={t("people.editTeam", { name: team.name })}>
          <Icon name="edit" />
        </IconButton>
      }
    >
      {(close) => <TeamForm of={team} parentId={team.parentId} close={close} />}
    </Dialog>
  );
}

function TeamForm({ of: team, parentId, close }: { of?: Team; parentId: string; close: () => void }) {
  const { t } = useTranslation("settings");
  const { teams = [] } = useTeams();
  const { options: people } = usePeople();
  // A team cannot stand below itself.
  const own = team ? withBelow(teams, team.id) : [];
  const above = teams.filter(({ id }) => !own.includes(id)).map(({ id, name }) => ({ id, name }));

  const save = (values: Values): Promise<Team> => {
    const body = {
      name: values.name?.trim() ?? "",
      parentId: values.parentId ?? "",
      managerId: values.managerId ?? "",
      region: values.region?.trim() ?? "",
    };
    return team
      ? reply(api.PATCH("/v1/teams/{team_id}", { params: { path: { team_id: team.id }, header: ifMatch(team) }, body }))
      : reply(api.POST("/v1/teams", { body }));
  };
  return (
    <SaveForm save={save} close={close} aside={team && <ArchiveTeam of={team} close={close} />}>
      <TextField
        name="name"
        label={t("people.name")}
        defaultValue={team?.name ?? ""}
        maxLength={200}
        isRequired
        autoFocus
      />
      <ComboBox name="parentId" label={t("people.parent")} options={above} defaultSelectedKey={parentId || null} />
      <ComboBox
        name="managerId"
        label={t("people.head")}
        options={people}
        defaultSelectedKey={team?.managerId || null}
      />
      <TextField name="region" label={t("people.region")} defaultValue={team?.region ?? ""} maxLength={100} />
    </SaveForm>
  );
}

function ArchiveTeam({ of: team, close }: { of: Team; close: () => void }) {
  const { t } = useTranslation("settings");
  const { may } = useSession();
  const { run, isPending } = useCommand();
  if (!may("team.archive")) return null;
  const archive = async (): Promise<void> => {
    const params = { path: { team_id: team.id }, header: ifMatch(team) };
    const call = () => reply(api.POST("/v1/teams/{team_id}:archive", { params, body: {} }));
    if (await run(call, { done: t("people.teamArchived") })) close();
  };
  return (
    <Button kind="plain" isPending={isPending} onPress={() => void archive()}>
      {t("archive")}
    </Button>
  );
}
