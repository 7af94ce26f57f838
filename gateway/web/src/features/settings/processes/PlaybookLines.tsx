import { useTranslation } from "react-i18next";
import type { components } from "../../../api/generated/openapi";
import { useSession } from "../../../app/session";
import { named } from "../../../parts/said";
import { Button, IconButton } from "../../../ui/Button";
import { Checkbox } from "../../../ui/choices";
import { NumberField, TextField } from "../../../ui/fields";
import { Icon } from "../../../ui/Icon";
import { newKey } from "./stages";

type Entry = components["schemas"]["pipeline.PlaybookEntryInput"];
type Action = components["schemas"]["pipeline.KeyActionInput"];

export interface PlaybookLinesProps {
  of: readonly Entry[];
  change: (playbook: Entry[]) => void;
  field: (name: string) => string;
  /** What the stage asks to be done: a step that is called like one is done with it. */
  actions: readonly Action[];
}

/** What becomes the owner's to-dos once the stage is entered. */
export function PlaybookLines({ of: playbook, change, field, actions }: PlaybookLinesProps) {
  const { t } = useTranslation("settings");
  const { language } = useSession();
  const set = (key: string, part: Partial<Entry>): void =>
    change(playbook.map((each) => (each.key === key ? { ...each, ...part } : each)));
  const actionOf = (key: string): string => {
    const found = actions.find((action) => action.key === key);
    return found ? named({ name: found.name, nameEn: found.nameEn ?? "" }, language) : "";
  };
  return (
    <fieldset className="process-lines whole">
      <legend className="field-label">{t("processes.playbook")}</legend>
      {playbook.map((entry, at) => (
        <div key={entry.key} className="process-line playbook">
          <TextField
            name={field(`playbook.${at}.title`)}
            label={t("processes.step")}
            {...(actionOf(entry.key) && { hint: t("processes.doneWith", { action: actionOf(entry.key) }) })}
            value={entry.title}
            onChange={(title) => set(entry.key, { title })}
            maxLength={200}
            isRequired
          />
          <TextField
            name={field(`playbook.${at}.titleEn`)}
            label={t("processes.stepEn")}
            value={entry.titleEn ?? ""}
            onChange={(titleEn) => set(entry.key, { titleEn })}
            maxLength={200}
          />
          <NumberField
            name={field(`playbook.${at}.workingDays`)}
            label={t("processes.stepDays")}
            value={entry.workingDays ?? 0}
            onChange={(days) => set(entry.key, { workingDays: Number.isNaN(days) ? 0 : days })}
            minValue={0}
            maxValue={90}
          />
          <Checkbox isSelected={entry.required ?? false} onChange={(required) => set(entry.key, { required })}>
            {t("processes.required")}
          </Checkbox>
          <IconButton
            aria-label={t("processes.removeStep", { name: entry.title })}
            onPress={() => change(playbook.filter(({ key }) => key !== entry.key))}
          >
            <Icon name="close" />
          </IconButton>
        </div>
      ))}
      <Button
        kind="plain"
        onPress={() =>
          change([...playbook, { key: newKey("step"), title: "", titleEn: "", workingDays: 1, required: false }])
        }
      >
        <Icon name="plus" />
        {t("processes.addStep")}
      </Button>
    </fieldset>
  );
}
