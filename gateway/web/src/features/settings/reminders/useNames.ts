import { useCallback } from "react";
import { useTranslation } from "react-i18next";

/** What texts name most, in the order in which it is offered. The others are offered as the event calls them. */
export const USUAL = [
  "person",
  "subject",
  "customer",
  "owner",
  "number",
  "action",
  "action_en",
  "reason",
  "reason_en",
  "amount",
  "total",
  "days",
  "due_date",
  "due_time",
  "contract_number",
  "name",
] as const;
type Usual = (typeof USUAL)[number];

const isUsual = (name: string): name is Usual => USUAL.some((usual) => usual === name);
/** Ids say nothing to people. */
const isSpoken = (name: string): boolean => !name.endsWith("_id");

export function useNames() {
  const { t } = useTranslation("settings");
  /** What a name stands for, in a word or two. */
  const textOf = useCallback((name: string): string => (isUsual(name) ? t(`reminders.names.${name}`) : name), [t]);
  /** The same, as it stands within a text. */
  const shownOf = useCallback(
    (name: string): string => t("reminders.placeholder", { name: textOf(name) }),
    [t, textOf],
  );
  /** For a preview: each name as what it stands for. */
  const parameters = useCallback(
    (): Record<string, string> => Object.fromEntries(USUAL.map((name) => [name, shownOf(name)])),
    [shownOf],
  );
  const offered = useCallback((names: readonly string[]): string[] => {
    const spoken = names.filter(isSpoken);
    return [...USUAL.filter((name) => spoken.includes(name)), ...spoken.filter((name) => !isUsual(name))];
  }, []);
  return { textOf, shownOf, parameters, offered };
}
