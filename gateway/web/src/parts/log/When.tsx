import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { Button } from "../../ui/Button";
import { DatePicker } from "../../ui/dates";
import { Icon } from "../../ui/Icon";
import { TimeField } from "../../ui/TimeField";
import { todayIn } from "../days";
import { timeOf } from "../moments";
import type { Draft } from "./draft";

interface WhenProps {
  of: Draft;
  onChange: (change: Pick<Draft, "day" | "time">) => void;
}

/** When it was: now, unless somebody says otherwise. */
export function When({ of: { day, time }, onChange }: WhenProps) {
  const { t } = useTranslation("log");
  const { zone } = useSession();
  const today = todayIn(zone);
  if (!day) {
    return (
      <Button kind="plain" onPress={() => onChange({ day: today, time: timeOf(new Date().toISOString(), zone) })}>
        <Icon name="clock" />
        {t("now")}
      </Button>
    );
  }
  return (
    <div className="log-when">
      <DatePicker label={t("day")} value={day} onChange={(to) => onChange({ day: to || today, time })} to={today} />
      <TimeField label={t("time")} value={time} onChange={(to) => onChange({ day, time: to || time })} />
      <Button kind="plain" onPress={() => onChange({ day: "", time: "" })}>
        {t("backToNow")}
      </Button>
    </div>
  );
}
