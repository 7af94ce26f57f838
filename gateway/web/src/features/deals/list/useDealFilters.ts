import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { accountField } from "../../../parts/accountField";
import { named } from "../../../parts/said";
import type { FilterField, Segment } from "../../../ui/grid/types";
import { useLossReasons } from "../queries";
import { stagesOf } from "../stages";
import type { Process } from "../types";

/** What deals can be filtered by, on the board as in the table. */
export function useDealFilters(process: Process): FilterField[] {
  const { t } = useTranslation("deals");
  const { language } = useSession();
  const { options: reasons, nameOf } = useLossReasons();
  return useMemo(
    () => [
      accountField("account_id", t("field.account")),
      { id: "owner_id", name: t("field.owner"), kind: "person" },
      {
        id: "stage",
        name: t("field.stage"),
        kind: "choice",
        options: stagesOf(process).map((stage) => ({ id: stage.key, name: named(stage, language) })),
      },
      { id: "expected_amount", name: t("field.amount"), kind: "money" },
      { id: "expected_close_date", name: t("field.closeDate"), kind: "date" },
      { id: "score", name: t("field.score"), kind: "number" },
      { id: "has_warnings", name: t("field.warned"), kind: "flag" },
      { id: "region", name: t("field.region"), kind: "text" },
      { id: "product_line", name: t("field.productLine"), kind: "text" },
      { id: "competitor", name: t("field.competitor"), kind: "text" },
      { id: "open_date", name: t("field.openDate"), kind: "date" },
      { id: "close_date", name: t("win.date"), kind: "date" },
      { id: "loss_reason_id", name: t("lose.reason"), kind: "choice", options: reasons, nameOf },
    ],
    [t, language, process, reasons, nameOf],
  );
}

/** Those that are wanted every day, one click away. */
export function useDealSegments(): Segment[] {
  const { t } = useTranslation("deals");
  const { me } = useSession();
  return useMemo(
    () => [
      { id: "open", name: t("segment.open"), filter: "state = OPEN" },
      { id: "mine", name: t("segment.mine"), filter: `state = OPEN AND owner_id = "${me.id}"` },
      { id: "warned", name: t("segment.warned"), filter: "state = OPEN AND has_warnings = true", tone: "warn" },
      { id: "passed", name: t("segment.passed"), filter: "state = OPEN AND expected_close_date < today", tone: "late" },
      { id: "won", name: t("segment.won"), filter: "state = WON" },
      { id: "lost", name: t("segment.lost"), filter: "state = LOST" },
    ],
    [t, me.id],
  );
}

/** On the board the lanes say what is open and how it ended. */
export function useBoardSegments(): Segment[] {
  const { t } = useTranslation("deals");
  const { me } = useSession();
  return useMemo(
    () => [
      { id: "mine", name: t("segment.mine"), filter: `owner_id = "${me.id}"` },
      { id: "warned", name: t("segment.warned"), filter: "has_warnings = true", tone: "warn" },
      { id: "passed", name: t("segment.passed"), filter: "expected_close_date < today", tone: "late" },
    ],
    [t, me.id],
  );
}
