import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { accountField } from "../../../parts/accountField";
import { useLegalEntities } from "../../../parts/legalEntities";
import type { FilterField, Segment } from "../../../ui/grid/types";
import { useFilterOptions } from "../../../ui/useOptions";

export function useContractFilters(): FilterField[] {
  const { t } = useTranslation("contracts");
  const states = useFilterOptions("ContractState");
  const { options: entities, nameOf } = useLegalEntities();
  return useMemo(
    () => [
      { id: "state", name: t("field.state"), kind: "choice", options: states },
      accountField("account_id", t("field.account")),
      { id: "owner_id", name: t("field.owner"), kind: "person" },
      { id: "gross", name: t("field.gross"), kind: "money" },
      { id: "effective_date", name: t("field.effective"), kind: "date" },
      { id: "end_date", name: t("field.end"), kind: "date" },
      { id: "legal_entity_id", name: t("field.entity"), kind: "choice", options: entities, nameOf },
      { id: "customer_order_number", name: t("field.order"), kind: "text" },
      { id: "region", name: t("field.region"), kind: "text" },
      { id: "product_line", name: t("field.productLine"), kind: "text" },
    ],
    [t, states, entities, nameOf],
  );
}

export function useContractSegments(): Segment[] {
  const { t } = useTranslation("contracts");
  const { me } = useSession();
  return useMemo(
    () => [
      { id: "effective", name: t("segment.effective"), filter: "state = EFFECTIVE" },
      { id: "mine", name: t("segment.mine"), filter: `owner_id = "${me.id}"` },
      { id: "approve", name: t("segment.approve"), filter: "state = DRAFT" },
      { id: "seal", name: t("segment.seal"), filter: "state = APPROVED" },
      { id: "return", name: t("segment.return"), filter: "state = SEALED" },
      { id: "start", name: t("segment.start"), filter: "state = RETURNED" },
      {
        id: "ending",
        name: t("segment.ending"),
        filter: "state = EFFECTIVE AND end_date >= today AND end_date <= today+30d",
      },
      { id: "done", name: t("segment.done"), filter: "state = FULFILLED" },
    ],
    [t, me.id],
  );
}
