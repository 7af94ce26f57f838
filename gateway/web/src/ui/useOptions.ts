import { useMemo } from "react";
import { type EnumName, useChoices } from "../i18n/words";
import type { Option } from "./choices";

/** The values of an enum of the API as options of a field, a filter or an export: `useOptions("LeadState")`. */
export function useOptions(name: EnumName): Option[] {
  const choices = useChoices(name);
  return useMemo(() => choices.map(({ value, text }) => ({ id: value, name: text })), [choices]);
}
