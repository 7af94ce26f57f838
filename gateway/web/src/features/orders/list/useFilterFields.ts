import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { accountField } from "../../../parts/accountField";
import { useLegalEntities } from "../../../parts/legalEntities";
import type { FilterField } from "../../../ui/grid/types";
import { useFilterOptions } from "../../../ui/useOptions";

/** What orders can be filtered by. */
export function useFilterFields(): FilterField[] {
  const { t } = useTranslation("orders");
  const { options: entities, nameOf } = useLegalEntities();
  const states = useFilterOptions("SalesOrderState");
  const bases = useFilterOptions("SalesOrderBasis");
  return useMemo(
    () => [
      { id: "state", name: t("field.state"), kind: "choice", options: states },
      accountField("account_id", t("field.account")),
      { id: "owner_id", name: t("field.owner"), kind: "person" },
      { id: "gross", name: t("field.gross"), kind: "money" },
      { id: "basis", name: t("field.basis"), kind: "choice", options: bases },
      { id: "release_date", name: t("field.releaseDate"), kind: "date" },
      { id: "deliver_date", name: t("field.deliverDate"), kind: "date" },
      { id: "legal_entity_id", name: t("field.entity"), kind: "choice", options: entities, nameOf },
      { id: "customer_order_number", name: t("field.customerOrderNumber"), kind: "text" },
    ],
    [t, entities, nameOf, states, bases],
  );
}
