import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useLegalEntities } from "../../parts/legalEntities";
import type { FilterField, Segment } from "../../ui/grid/types";
import { useOptions } from "../../ui/useOptions";
import { SEGMENT_IDS, SEGMENTS } from "./filters";
import { useCounts } from "./queries";

/** Values of enums as a filter writes them: without the name of the enum. */
function plain(options: readonly { id: string; name: string }[], prefix: string) {
  return options.map(({ id, name }) => ({ id: id.replace(prefix, ""), name }));
}

/** What the work list can be filtered by. */
export function useFilterFields(): FilterField[] {
  const { t } = useTranslation("receivables");
  const { options: entities } = useLegalEntities();
  const [claims, layers, intents, promises] = [
    useOptions("ClaimState"),
    useOptions("PaymentLayer"),
    useOptions("IntentKind"),
    useOptions("PromiseState"),
  ];
  return useMemo(
    () => [
      { id: "owner_id", name: t("field.owner"), kind: "person" },
      { id: "due_date", name: t("field.dueDate"), kind: "date" },
      { id: "open", name: t("field.open"), kind: "money" },
      { id: "claim_state", name: t("field.claim"), kind: "choice", options: plain(claims, "CLAIM_STATE_") },
      { id: "legal_entity_id", name: t("field.entity"), kind: "choice", options: entities },
      { id: "promise_date", name: t("field.promiseDate"), kind: "date" },
      { id: "promise_state", name: t("field.promise"), kind: "choice", options: plain(promises, "PROMISE_STATE_") },
      { id: "intent", name: t("field.intent"), kind: "choice", options: plain(intents, "INTENT_KIND_") },
      { id: "layer", name: t("field.layer"), kind: "choice", options: plain(layers, "PAYMENT_LAYER_") },
      { id: "currency", name: t("field.currency"), kind: "text" },
      { id: "payable", name: t("field.payable"), kind: "money" },
      { id: "promised", name: t("field.promised"), kind: "money" },
      { id: "disputed", name: t("field.disputed"), kind: "money" },
      { id: "settle_date", name: t("field.settleDate"), kind: "date" },
      { id: "region", name: t("field.region"), kind: "text" },
      { id: "product_line", name: t("field.productLine"), kind: "text" },
    ],
    [t, entities, claims, layers, intents, promises],
  );
}

/** The work, by what it is about; with how much of it there is. */
export function useSegments(): Segment[] {
  const { t, i18n } = useTranslation("receivables");
  const counts = useCounts();
  return SEGMENT_IDS.map((id) => {
    const found = counts[id];
    const count = found && `${found.count.toLocaleString(i18n.language)}${found.more ? "+" : ""}`;
    return { id, name: t(`segment.${id}`), filter: SEGMENTS[id], ...(count && { count }) };
  });
}
