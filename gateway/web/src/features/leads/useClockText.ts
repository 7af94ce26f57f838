import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { dayText } from "../../parts/moments";
import { clockOf } from "../../parts/todos/clock";

/** How far an instant is: in hours and minutes where it is near, by its day where it is not, how late where it has passed. */
export function useClockText(): (instant: string, now: number) => string {
  const { t } = useTranslation("todos");
  const { zone, language } = useSession();
  return useCallback(
    (instant, now) => {
      const { key, values } = clockOf(instant, now, zone);
      if (key !== "later") return t(`clock.${key}`, values);
      const day = String(values.day);
      return t("clock.later", {
        day: dayText(day, language, { month: "short", day: "numeric" }),
        weekday: dayText(day, language, { weekday: "short" }),
      });
    },
    [t, zone, language],
  );
}
