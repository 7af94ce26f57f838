import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useLegalEntities } from "../../../parts/legalEntities";
import type { Limits } from "./limits";

/** To what it is limited, in words: "上海公司；地区 华东、华中". */
export function useLimitsText(): (limits: Limits) => string {
  const { t } = useTranslation("settings");
  const { nameOf } = useLegalEntities();
  return useCallback(
    ({ legalEntityIds, businessUnits, productLines, regions }) => {
      const said = (key: string, values: readonly string[]): string =>
        values.length > 0 ? t(`roles.limits.${key}`, { values: values.join(t("people.and")) }) : "";
      return [
        said("entities", legalEntityIds.map(nameOf)),
        said("units", businessUnits),
        said("lines", productLines),
        said("regions", regions),
      ]
        .filter(Boolean)
        .join(t("roles.limits.and"));
    },
    [t, nameOf],
  );
}
