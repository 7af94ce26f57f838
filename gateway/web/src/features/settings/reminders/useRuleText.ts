import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { named } from "../../../parts/said";
import { useTeams } from "../../../parts/teams";
import { usePeople } from "../../../ui/people";
import { delayOf } from "./delay";
import type { Rule } from "./queries";

/** What an event is called. */
export function useEventText(): (event: string) => string {
  const { t } = useTranslation("settings");
  return useCallback(
    (event: string) =>
      t([`settings:reminders.events.${event}`, `notifications:event.${event}`], { defaultValue: event }),
    [t],
  );
}

export interface RuleText {
  name: string;
  event: string;
  /** Who is told. */
  whom: string;
  ways: string;
  when: string;
}

/** A rule in words. */
export function useRuleText(): (rule: Rule) => RuleText {
  const { t } = useTranslation("settings");
  const { language } = useSession();
  const word = useWords();
  const eventText = useEventText();
  const { nameOf } = usePeople();
  const { teams } = useTeams();
  return (rule) => {
    const { count, unit } = delayOf(rule.delayMinutes);
    const people = [
      ...rule.recipients.map((recipient) => word("Recipient", recipient)),
      ...rule.teamIds.map((id) => teams?.find((team) => team.id === id)?.name),
      ...rule.personIds.map(nameOf),
    ];
    const isCollected = rule.digest !== "DIGEST_NONE";
    return {
      name: named(rule, language),
      event: eventText(rule.event),
      whom: people.filter(Boolean).join(t("people.and")),
      ways: rule.channels.map((channel) => word("ChannelKind", channel)).join(t("people.and")),
      when: rule.urgent
        ? t("reminders.atOnce")
        : isCollected
          ? word("Digest", rule.digest)
          : count > 0
            ? t(`reminders.after.${unit}`, { count })
            : t("reminders.inHours"),
    };
  };
}
