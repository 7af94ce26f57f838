import { useTranslation } from "react-i18next";
import { useFieldTexts } from "../../../api/problemText";
import type { EnumValue } from "../../../i18n/words";
import { useOptions } from "../../../ui/useOptions";
import { Takers } from "../assignment/Takers";
import { Ticks } from "../frame/Ticks";
import type { DraftProps } from "./draft";

/** Who hears of it: by what they have to do with it, or by name. */
export function RuleWhom({ draft, change, problem }: DraftProps) {
  const { t } = useTranslation("settings");
  const recipients = useOptions("Recipient") as { id: EnumValue<"Recipient">; name: string }[];
  const faults = useFieldTexts()(problem);
  return (
    <>
      <div className="whole">
        <Ticks
          name="recipients"
          label={t("reminders.recipients")}
          options={recipients}
          chosen={draft.recipients}
          onChange={(chosen) => change({ recipients: chosen })}
          error={faults.recipients && t("reminders.nobody")}
        />
      </div>
      <div className="whole">
        <Takers of={draft} change={change} label={t("reminders.named")} />
      </div>
    </>
  );
}
