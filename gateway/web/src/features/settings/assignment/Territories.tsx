import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../../../ui/Button";
import { TextField } from "../../../ui/fields";
import { Icon } from "../../../ui/Icon";
import { type Chosen, Takers } from "./Takers";

export interface Territory extends Chosen {
  region: string;
}

/** Who looks after which region. */
export function Territories({ of: rows, change }: { of: readonly Territory[]; change: (rows: Territory[]) => void }) {
  const { t } = useTranslation("settings");
  const set = (at: number, changed: Territory): void =>
    change(rows.map((row, place) => (place === at ? changed : row)));
  return (
    <fieldset className="territories">
      <legend className="field-label">{t("assignment.territories")}</legend>
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a region is typed, so that only its place tells it apart
        <div key={at} className="territory">
          <TextField
            label={t("people.region")}
            value={row.region}
            onChange={(region) => set(at, { ...row, region })}
            isRequired
          />
          <Takers of={row} change={(chosen) => set(at, { ...row, ...chosen })} />
          <IconButton
            aria-label={t("assignment.removeTerritory", { region: row.region })}
            onPress={() => change(rows.filter((_, place) => place !== at))}
          >
            <Icon name="close" />
          </IconButton>
        </div>
      ))}
      <Button kind="plain" onPress={() => change([...rows, { region: "", personIds: [], teamIds: [] }])}>
        <Icon name="plus" />
        {t("assignment.addTerritory")}
      </Button>
    </fieldset>
  );
}
