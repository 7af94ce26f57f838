import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSources } from "../../../parts/sources";
import type { FilterField, Segment } from "../../../ui/grid/types";
import { useFilterOptions } from "../../../ui/useOptions";
import { SEGMENT_IDS, SEGMENTS } from "../filters";

/** What leads can be filtered by. */
export function useLeadFilters(hasOwner: boolean): FilterField[] {
  const { t } = useTranslation("leads");
  const { options: sources, nameOf } = useSources();
  const [states, heats, actions, horizons] = [
    useFilterOptions("LeadState"),
    useFilterOptions("Heat"),
    useFilterOptions("NextAction"),
    useFilterOptions("PurchaseHorizon"),
  ];
  return useMemo(
    () => [
      ...(hasOwner ? [{ id: "owner_id", name: t("field.owner"), kind: "person", canBeEmpty: true } as const] : []),
      { id: "state", name: t("field.state"), kind: "choice", options: states },
      { id: "next_action", name: t("field.next"), kind: "choice", options: actions },
      { id: "next_action_time", name: t("field.due"), kind: "date" },
      { id: "score", name: t("field.score"), kind: "number" },
      { id: "heat", name: t("field.heat"), kind: "choice", options: heats },
      { id: "source_id", name: t("field.source"), kind: "choice", options: sources, nameOf, canBeEmpty: true },
      {
        id: "purchase_horizon",
        name: t("field.horizon"),
        kind: "choice",
        options: horizons,
      },
      { id: "region", name: t("field.region"), kind: "text" },
      { id: "industry", name: t("field.industry"), kind: "text" },
      { id: "estimated_amount", name: t("field.amount"), kind: "money" },
      { id: "tags", name: t("field.tags"), kind: "tags" },
      { id: "first_touch_time", name: t("field.came"), kind: "date" },
      { id: "last_follow_up_time", name: t("field.lastTalk"), kind: "date" },
    ],
    [t, hasOwner, sources, nameOf, states, heats, actions, horizons],
  );
}

/** Those that are wanted every day, one click away. */
export function useLeadSegments(): Segment[] {
  const { t } = useTranslation("leads");
  return useMemo(() => SEGMENT_IDS.map((id) => ({ id, name: t(`segment.${id}`), filter: SEGMENTS[id] })), [t]);
}
