import { useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../../ui/Button";
import { ComboBox } from "../../../ui/choices";
import { Icon } from "../../../ui/Icon";
import { Person } from "../../../ui/Person";
import { usePeople } from "../../../ui/people";

export interface SuccessorsProps {
  of: readonly string[];
  change: (ids: string[]) => void;
  /** Whose work it is. */
  not: string;
  /** The first thing that is asked for. */
  isFirst: boolean;
}

/** One or several who take over; several take turns. */
export function Successors({ of: chosen, change, not, isFirst }: SuccessorsProps) {
  const { t } = useTranslation("settings");
  const { options, nameOf } = usePeople();
  const [typed, setTyped] = useState(0);
  const left = options.filter(({ id }) => id !== not && !chosen.includes(id));
  return (
    <div className="transfer-successors">
      <ComboBox
        // What was chosen moves below, and the field is empty again.
        key={typed}
        label={t("transfers.successors")}
        hint={t("transfers.successorsHint")}
        options={left}
        isRequired={chosen.length === 0}
        autoFocus={isFirst && chosen.length === 0}
        onSelectionChange={(key) => {
          if (key === null) return;
          change([...chosen, String(key)]);
          setTyped(typed + 1);
        }}
      />
      {chosen.length > 0 && (
        <ul>
          {chosen.map((id) => (
            <li key={id}>
              <Person name={nameOf(id)} />
              <IconButton
                aria-label={t("transfers.without", { name: nameOf(id) ?? "" })}
                onPress={() => change(chosen.filter((each) => each !== id))}
              >
                <Icon name="close" />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
