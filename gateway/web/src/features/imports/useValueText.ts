import i18next from "i18next";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";

/** What a value of an enum is called whose name nobody says: no two enums have a value in common. */
export function useValueText(): (value: string) => string {
  const { i18n } = useTranslation("words");
  const { language } = i18n;
  return useCallback(
    (value: string) => {
      const groups: Record<string, Record<string, string>> = i18next.getResourceBundle(language, "words") ?? {};
      return Object.values(groups).find((group) => value in Object(group))?.[value] ?? value;
    },
    [language],
  );
}
