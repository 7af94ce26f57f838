import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import type { FilterField, Segment } from "../../../ui/grid/types";
import { useFilterOptions } from "../../../ui/useOptions";

/** What customers can be filtered by. */
export function useCustomerFilters(): FilterField[] {
  const { t } = useTranslation("customers");
  const tiers = useFilterOptions("Tier");
  const segments = useFilterOptions("RfmSegment");
  return useMemo(
    () => [
      { id: "owner_id", name: t("field.owner"), kind: "person", canBeEmpty: true },
      { id: "tier", name: t("field.tier"), kind: "choice", options: tiers },
      { id: "next_contact_due_date", name: t("field.nextContact"), kind: "date" },
      { id: "score", name: t("field.score"), kind: "number" },
      { id: "rfm_segment", name: t("field.segment"), kind: "choice", options: segments },
      { id: "industry", name: t("field.industry"), kind: "text" },
      { id: "region", name: t("field.region"), kind: "text" },
      { id: "tags", name: t("field.tags"), kind: "tags" },
      { id: "last_contact_time", name: t("field.lastContact"), kind: "date" },
      { id: "annual_revenue", name: t("field.revenue"), kind: "money" },
      { id: "employees", name: t("field.employees"), kind: "number" },
      { id: "credit_code", name: t("field.creditCode"), kind: "text" },
      { id: "business_unit", name: t("field.businessUnit"), kind: "text" },
      { id: "create_time", name: t("field.created"), kind: "date" },
    ],
    [t, tiers, segments],
  );
}

export const DUE = "next_contact_due_date <= today";
export const AT_RISK = "(rfm_segment = AT_RISK OR rfm_segment = SLIPPING)";
export const TIER_A = "tier = A";

/** Those that are wanted every day, one click away. */
export function useCustomerSegments(): Segment[] {
  const { t } = useTranslation("customers");
  const { me } = useSession();
  return useMemo(
    () => [
      { id: "mine", name: t("segment.mine"), filter: `owner_id = "${me.id}"` },
      { id: "due", name: t("segment.due"), filter: DUE, tone: "warn" },
      { id: "tierA", name: t("segment.tierA"), filter: TIER_A },
      { id: "risk", name: t("segment.risk"), filter: AT_RISK, tone: "warn" },
      { id: "fresh", name: t("segment.fresh"), filter: "create_time >= today-29d" },
    ],
    [t, me.id],
  );
}
