import { useTranslation } from "react-i18next";
import { ComboBox } from "../../../ui/choices";
import { Facts } from "../../../ui/Facts";
import { TextField } from "../../../ui/fields";
import type { DraftProps } from "./draft";
import type { Rule, Template } from "./queries";
import { useEventOptions } from "./useEventOptions";
import { useEventText } from "./useRuleText";

export interface RuleWhatProps extends DraftProps {
  of: Rule | undefined;
  templates: readonly Template[];
}

/** What the rule is called, what it follows and on which condition. */
export function RuleWhat({ of: rule, templates, draft, change }: RuleWhatProps) {
  const { t } = useTranslation("settings");
  const eventText = useEventText();
  const events = useEventOptions(templates);
  return (
    <>
      <TextField
        name="name"
        label={t("people.name")}
        defaultValue={rule?.name ?? ""}
        maxLength={200}
        isRequired
        autoFocus
      />
      <TextField name="nameEn" label={t("processes.nameEn")} defaultValue={rule?.nameEn ?? ""} maxLength={200} />
      <div className="whole">
        {rule ? (
          <Facts of={[{ name: t("reminders.event"), value: eventText(rule.event) }]} />
        ) : (
          <ComboBox
            name="event"
            label={t("reminders.event")}
            options={events}
            selectedKey={draft.event || null}
            onSelectionChange={(key) => change({ event: key ? String(key) : "", templateId: "" })}
            isRequired
          />
        )}
      </div>
      <div className="whole">
        <TextField
          name="condition"
          label={t("reminders.condition")}
          hint={t("reminders.conditionHint")}
          defaultValue={rule?.condition ?? ""}
          lines={2}
          maxLength={2000}
        />
      </div>
    </>
  );
}
