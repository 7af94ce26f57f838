import { useMemo } from "react";
import { type EnumName, useChoices } from "../i18n/words";
import type { Option } from "./choices";

/** The values of an enum of the API as options of a field or an export: `useOptions("LeadState")`. */
export function useOptions(name: EnumName): Option[] {
  const choices = useChoices(name);
  return useMemo(() => choices.map(({ value, text }) => ({ id: value, name: text })), [choices]);
}

/** Those of a filter, which writes values without the name of the enum that they begin with: ASSIGNED. */
export function useFilterOptions(name: EnumName): Option[] {
  const options = useOptions(name);
  const start = `${name.replace(/(?<!^)(?=[A-Z])/g, "_").toUpperCase()}_`;
  return useMemo(
    () => options.map(({ id, name: text }) => ({ id: id.replace(start, ""), name: text })),
    [options, start],
  );
}
