import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { accountField } from "../../../parts/accountField";
import { useLegalEntities } from "../../../parts/legalEntities";
import type { FilterField } from "../../../ui/grid/types";
import { useFilterOptions } from "../../../ui/useOptions";

/** What bills can be filtered by. */
export function useFilterFields(): FilterField[] {
  const { t } = useTranslation("bills");
  const { options: entities, nameOf } = useLegalEntities();
  const kinds = useFilterOptions("BillKind");
  const states = useFilterOptions("BillState");
  const recourse = useFilterOptions("Recourse");
  return useMemo(
    () => [
      { id: "state", name: t("field.state"), kind: "choice", options: states },
      { id: "due_date", name: t("field.dueDate"), kind: "date" },
      { id: "kind", name: t("field.kind"), kind: "choice", options: kinds },
      { id: "recourse", name: t("field.recourse"), kind: "choice", options: recourse },
      { ...accountField("customer_id", t("field.customer")), canBeEmpty: true },
      { id: "amount", name: t("field.amount"), kind: "money" },
      { id: "acceptor", name: t("field.acceptor"), kind: "text" },
      { id: "legal_entity_id", name: t("field.entity"), kind: "choice", options: entities, nameOf },
    ],
    [t, entities, nameOf, kinds, states, recourse],
  );
}
