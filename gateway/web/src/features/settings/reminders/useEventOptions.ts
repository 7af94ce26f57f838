import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Option } from "../../../ui/choices";
import { AREAS, areaOf } from "./events";
import type { Template } from "./queries";
import { useEventText } from "./useRuleText";

/** What rules may follow: every event has words of the product. */
export function useEventOptions(templates: readonly Template[]): Option[] {
  const { t } = useTranslation("settings");
  const eventText = useEventText();
  return useMemo(() => {
    const events = [...new Set(templates.map(({ event }) => event))];
    const places = new Map(events.map((event) => [event, AREAS.indexOf(areaOf(event))]));
    return events
      .sort((one, other) => (places.get(one) ?? 0) - (places.get(other) ?? 0))
      .map((event) => ({ id: event, name: eventText(event), note: t(`reminders.areas.${areaOf(event)}`) }));
  }, [templates, eventText, t]);
}
