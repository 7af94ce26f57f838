import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { accountField } from "../../../parts/accountField";
import { useLegalEntities } from "../../../parts/legalEntities";
import type { FilterField } from "../../../ui/grid/types";
import { useFilterOptions } from "../../../ui/useOptions";

/** What service charges can be filtered by. */
export function useFilterFields(): FilterField[] {
  const { t } = useTranslation("services");
  const { options: entities, nameOf } = useLegalEntities();
  const states = useFilterOptions("ServiceChargeState");
  return useMemo(
    () => [
      { id: "state", name: t("field.state"), kind: "choice", options: states },
      accountField("customer_id", t("field.customer")),
      { id: "owner_id", name: t("field.owner"), kind: "person" },
      { id: "gross", name: t("field.gross"), kind: "money" },
      { id: "visit_date", name: t("field.visitDate"), kind: "date" },
      { id: "due_date", name: t("field.dueDate"), kind: "date" },
      { id: "legal_entity_id", name: t("field.entity"), kind: "choice", options: entities, nameOf },
    ],
    [t, entities, nameOf, states],
  );
}
