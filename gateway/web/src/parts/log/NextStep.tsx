import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { Button } from "../../ui/Button";
import { DatePicker } from "../../ui/dates";
import { TextField } from "../../ui/fields";
import { todayIn } from "../days";
import { nextMonday, plusDays } from "../moments";
import type { Draft } from "./draft";

interface NextStepProps {
  of: Draft;
  onChange: (change: Partial<Draft>) => void;
}

/** What was agreed, and for which day: it comes back as a to-do. */
export function NextStep({ of: { nextStep, nextStepDate }, onChange }: NextStepProps) {
  const { t } = useTranslation("log");
  const { zone } = useSession();
  const today = todayIn(zone);
  const days = [
    { id: "tomorrow", day: plusDays(today, 1) },
    { id: "inThree", day: plusDays(today, 3) },
    { id: "monday", day: nextMonday(today) },
  ];
  return (
    <div className="log-part">
      <TextField
        label={t("nextStep")}
        name="nextStep"
        value={nextStep}
        onChange={(text) => onChange({ nextStep: text })}
        placeholder={t("nextStepExample")}
        maxLength={500}
      />
      {nextStep.trim() !== "" && (
        <div className="log-when">
          <DatePicker
            label={t("nextStepDate")}
            name="nextStepDate"
            value={nextStepDate}
            onChange={(day) => onChange({ nextStepDate: day })}
            from={today}
          />
          {days.map(({ id, day }) => (
            <Button
              key={id}
              kind="plain"
              aria-pressed={nextStepDate === day}
              onPress={() => onChange({ nextStepDate: day })}
            >
              {t(`days.${id}`)}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
