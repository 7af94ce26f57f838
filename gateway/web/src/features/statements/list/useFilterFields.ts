import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { accountField } from "../../../parts/accountField";
import { useLegalEntities } from "../../../parts/legalEntities";
import type { FilterField } from "../../../ui/grid/types";
import { useFilterOptions } from "../../../ui/useOptions";

/** What statements can be filtered by. */
export function useFilterFields(): FilterField[] {
  const { t } = useTranslation("statements");
  const { options: entities, nameOf } = useLegalEntities();
  const kinds = useFilterOptions("StatementKind");
  const states = useFilterOptions("AccountStatementState");
  const evidence = useFilterOptions("AnswerEvidence");
  return useMemo(
    () => [
      accountField("customer_id", t("field.customer")),
      { id: "state", name: t("field.state"), kind: "choice", options: states },
      { id: "kind", name: t("field.kind"), kind: "choice", options: kinds },
      { id: "evidence", name: t("field.evidence"), kind: "choice", options: evidence },
      { id: "to_date", name: t("field.toDate"), kind: "date" },
      { id: "owed", name: t("field.owed"), kind: "money" },
      { id: "disputed", name: t("field.disputed"), kind: "money" },
      { id: "legal_entity_id", name: t("field.entity"), kind: "choice", options: entities, nameOf },
      { id: "owner_id", name: t("field.owner"), kind: "person", canBeEmpty: true },
    ],
    [t, entities, nameOf, kinds, states, evidence],
  );
}
