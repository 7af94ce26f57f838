import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useTeams } from "../../../parts/teams";
import { Select } from "../../../ui/choices";
import { Failure } from "../../../ui/Failure";
import { Panel } from "../../../ui/Panel";
import { usePeople } from "../../../ui/people";
import { Skeleton } from "../../../ui/shown";
import { usePhone } from "../../../ui/usePhone";
import { Choice } from "../frame/Choice";
import { EditTeam, NewTeam } from "./TeamDialog";
import { type Branch, treeOf } from "./teams";

const ALL = "all";

export interface TeamTreeProps {
  chosen: string | undefined;
  choose: (id: string | undefined) => void;
}

/** The teams below each other; one of them is what the list beside shows. */
export function TeamTree({ chosen, choose }: TeamTreeProps) {
  const { t } = useTranslation("settings");
  const { may } = useSession();
  const isPhone = usePhone();
  const { teams, isError, error, refetch } = useTeams();
  const tree = treeOf(teams ?? []);
  if (isPhone) {
    return (
      <Select
        label={t("people.team")}
        options={[
          { id: ALL, name: t("people.all") },
          ...tree.map(({ team, depth }) => ({ id: team.id, name: "　".repeat(depth) + team.name })),
        ]}
        selectedKey={chosen ?? ALL}
        onSelectionChange={(key) => choose(key === ALL ? undefined : String(key))}
      />
    );
  }
  return (
    <Panel title={t("people.teams")} actions={may("team.create") && <NewTeam parentId={chosen} />} isFlush>
      {isError && <Failure of={error} retry={() => void refetch()} />}
      {!teams && !isError && (
        <div className="people-waiting">
          <Skeleton lines={6} />
        </div>
      )}
      <ul className="settings-choices">
        <li>
          <Choice isChosen={!chosen} choose={() => choose(undefined)}>
            {t("people.all")}
          </Choice>
        </li>
        {tree.map((branch) => (
          <Row key={branch.team.id} of={branch} isChosen={branch.team.id === chosen} choose={choose} />
        ))}
      </ul>
    </Panel>
  );
}

function Row({
  of: { team, depth },
  isChosen,
  choose,
}: {
  of: Branch;
  isChosen: boolean;
  choose: TeamTreeProps["choose"];
}) {
  const { may } = useSession();
  const { nameOf } = usePeople();
  return (
    <li className="people-branch">
      <Choice
        isChosen={isChosen}
        choose={() => choose(team.id)}
        style={{ paddingInlineStart: `calc(var(--s4) + ${depth * 14}px)` }}
      >
        <span>{team.name}</span>
        <span className="people-head">{nameOf(team.managerId)}</span>
      </Choice>
      {isChosen && may("team.update") && <EditTeam of={team} />}
    </li>
  );
}
