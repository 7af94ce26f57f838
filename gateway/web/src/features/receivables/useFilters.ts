import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { accountField } from "../../parts/accountField";
import { useLegalEntities } from "../../parts/legalEntities";
import { useCountedSegments } from "../../parts/useCountedSegments";
import type { FilterField, Segment } from "../../ui/grid/types";
import { useFilterOptions } from "../../ui/useOptions";
import { SEGMENTS } from "./filters";

/** What the work list can be filtered by. */
export function useFilterFields(): FilterField[] {
  const { t } = useTranslation("receivables");
  const { options: entities, nameOf } = useLegalEntities();
  const [claims, layers, intents, promises] = [
    useFilterOptions("ClaimState"),
    useFilterOptions("PaymentLayer"),
    useFilterOptions("IntentKind"),
    useFilterOptions("PromiseState"),
  ];
  return useMemo(
    () => [
      accountField("customer_id", t("field.customer")),
      { id: "owner_id", name: t("field.owner"), kind: "person", canBeEmpty: true },
      { id: "due_date", name: t("field.dueDate"), kind: "date" },
      { id: "open", name: t("field.open"), kind: "money" },
      { id: "claim_state", name: t("field.claim"), kind: "choice", options: claims },
      { id: "legal_entity_id", name: t("field.entity"), kind: "choice", options: entities, nameOf },
      { id: "promise_date", name: t("field.promiseDate"), kind: "date" },
      { id: "promise_state", name: t("field.promise"), kind: "choice", options: promises },
      { id: "intent", name: t("field.intent"), kind: "choice", options: intents },
      { id: "layer", name: t("field.layer"), kind: "choice", options: layers },
      { id: "currency", name: t("field.currency"), kind: "text" },
      { id: "payable", name: t("field.payable"), kind: "money" },
      { id: "promised", name: t("field.promised"), kind: "money" },
      { id: "disputed", name: t("field.disputed"), kind: "money" },
      { id: "limitation_date", name: t("field.limitationDate"), kind: "date" },
      { id: "settle_date", name: t("field.settleDate"), kind: "date" },
      { id: "region", name: t("field.region"), kind: "text" },
      { id: "product_line", name: t("field.productLine"), kind: "text" },
    ],
    [t, entities, nameOf, claims, layers, intents, promises],
  );
}

/** The work, by what it is about; with how much of it there is. */
export function useSegments(): Segment[] {
  const { t } = useTranslation("receivables");
  return useCountedSegments("/v1/instalments", SEGMENTS, (id) => t(`segment.${id}`));
}
