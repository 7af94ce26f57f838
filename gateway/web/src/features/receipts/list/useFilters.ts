import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { accountField } from "../../../parts/accountField";
import { useLegalEntities } from "../../../parts/legalEntities";
import { useCountedSegments } from "../../../parts/useCountedSegments";
import type { FilterField, Segment } from "../../../ui/grid/types";
import { useFilterOptions } from "../../../ui/useOptions";
import { SEGMENTS } from "../filters";

/** What receipts can be filtered by. */
export function useFilterFields(): FilterField[] {
  const { t } = useTranslation("receipts");
  const { options: entities, nameOf } = useLegalEntities();
  const tenders = useFilterOptions("Tender");
  const states = useFilterOptions("ReceiptState");
  return useMemo(
    () => [
      { ...accountField("customer_id", t("field.customer")), canBeEmpty: true },
      { id: "received_date", name: t("field.receivedDate"), kind: "date" },
      { id: "amount", name: t("field.amount"), kind: "money" },
      { id: "unapplied", name: t("field.unapplied"), kind: "money" },
      { id: "advance", name: t("field.advance"), kind: "money" },
      { id: "tender", name: t("field.tender"), kind: "choice", options: tenders },
      { id: "legal_entity_id", name: t("field.entity"), kind: "choice", options: entities, nameOf },
      { id: "payer_name", name: t("field.payerName"), kind: "text" },
      { id: "currency", name: t("field.currency"), kind: "text" },
      { id: "entered_by", name: t("field.enteredBy"), kind: "person" },
      { id: "owner_id", name: t("field.owner"), kind: "person", canBeEmpty: true },
      { id: "state", name: t("field.state"), kind: "choice", options: states },
    ],
    [t, entities, nameOf, tenders, states],
  );
}

/** What is to be done with money that came, and how much of it there is. */
export function useSegments(): Segment[] {
  const { t } = useTranslation("receipts");
  return useCountedSegments("/v1/receipts", SEGMENTS, (id) => t(`segment.${id}`));
}
