import { useCallback } from "react";
import { useTranslation } from "react-i18next";

/** Of a part of the record: "Instalment/0190....due_date". */
const PART = /^[^.]+\./;

/** "owner_id" in words; a field that has none is read out: "customer order number". */
export function useFieldText(): (field: string) => string {
  const { t } = useTranslation("settings");
  return useCallback(
    (field: string) => {
      const own = field.replace(PART, "");
      return t(`audit.fields.${own}`, { defaultValue: own.replace(/_/g, " ") });
    },
    [t],
  );
}
