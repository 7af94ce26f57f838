import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { accountField } from "../../../parts/accountField";
import { useLegalEntities } from "../../../parts/legalEntities";
import type { FilterField } from "../../../ui/grid/types";
import { useFilterOptions } from "../../../ui/useOptions";

/** What invoices can be filtered by. */
export function useFilterFields(): FilterField[] {
  const { t } = useTranslation("invoices");
  const { options: entities, nameOf } = useLegalEntities();
  const types = useFilterOptions("InvoiceType");
  const states = useFilterOptions("InvoiceState");
  return useMemo(
    () => [
      accountField("customer_id", t("field.customer")),
      { id: "state", name: t("field.state"), kind: "choice", options: states },
      { id: "type", name: t("field.type"), kind: "choice", options: types },
      { id: "issue_date", name: t("field.issueDate"), kind: "date" },
      { id: "deliver_date", name: t("field.deliverDate"), kind: "date" },
      { id: "book_date", name: t("field.bookDate"), kind: "date" },
      { id: "gross", name: t("field.gross"), kind: "money" },
      { id: "invoice_number", name: t("field.invoiceNumber"), kind: "text" },
      { id: "contract_number", name: t("field.contract"), kind: "text" },
      { id: "legal_entity_id", name: t("field.entity"), kind: "choice", options: entities, nameOf },
      { id: "requested_by", name: t("field.requestedBy"), kind: "person" },
      { id: "owner_id", name: t("field.owner"), kind: "person", canBeEmpty: true },
    ],
    [t, entities, nameOf, types, states],
  );
}
