import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useTeams } from "../../../parts/teams";
import { IconButton } from "../../../ui/Button";
import { ComboBox } from "../../../ui/choices";
import { Icon } from "../../../ui/Icon";
import { usePeople } from "../../../ui/people";
import "./assignment.css";

export interface Chosen {
  personIds: readonly string[];
  teamIds: readonly string[];
}

export interface TakersProps {
  of: Chosen;
  change: (chosen: { personIds: string[]; teamIds: string[] }) => void;
  label?: string;
}

/** People and whole teams among whom is chosen. */
export function Takers({ of: chosen, change, label }: TakersProps) {
  const { t } = useTranslation("settings");
  const { options: people, nameOf } = usePeople();
  const { teams = [] } = useTeams();
  const [typed, setTyped] = useState(0);
  const offered = [...teams.map(({ id, name }) => ({ id, name, note: t("people.team") })), ...people].filter(
    ({ id }) => !chosen.personIds.includes(id) && !chosen.teamIds.includes(id),
  );
  const named = [
    ...chosen.teamIds.map((id) => ({ id, name: teams.find((team) => team.id === id)?.name ?? "" })),
    ...chosen.personIds.map((id) => ({ id, name: nameOf(id) ?? "" })),
  ];
  const add = (id: string): void => {
    const isTeam = teams.some((team) => team.id === id);
    change({
      personIds: isTeam ? [...chosen.personIds] : [...chosen.personIds, id],
      teamIds: isTeam ? [...chosen.teamIds, id] : [...chosen.teamIds],
    });
    setTyped(typed + 1);
  };
  const without = (id: string): void =>
    change({
      personIds: chosen.personIds.filter((each) => each !== id),
      teamIds: chosen.teamIds.filter((each) => each !== id),
    });
  return (
    <div className="takers">
      {/* For the form, which asks before changes are lost. */}
      <input type="hidden" name="takers" value={[...chosen.teamIds, ...chosen.personIds].join()} />
      <ComboBox
        key={typed}
        label={label ?? t("assignment.takers")}
        options={offered}
        onSelectionChange={(key) => key !== null && add(String(key))}
      />
      <ul>
        {named.map(({ id, name }) => (
          <li key={id}>
            {name}
            <IconButton aria-label={t("transfers.without", { name })} onPress={() => without(id)}>
              <Icon name="close" />
            </IconButton>
          </li>
        ))}
      </ul>
    </div>
  );
}
