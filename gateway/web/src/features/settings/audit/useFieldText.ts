import { useCallback } from "react";
import { useTranslation } from "react-i18next";

/** "owner_id" in words; a field that has none is read out: "customer order number". */
export function useFieldText(): (field: string) => string {
  const { t } = useTranslation("settings");
  return useCallback((field: string) => t(`audit.fields.${field}`, { defaultValue: field.replace(/_/g, " ") }), [t]);
}
