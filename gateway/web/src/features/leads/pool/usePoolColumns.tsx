import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { useSources } from "../../../parts/sources";
import type { Column } from "../../../ui/grid/types";
import { DateText, Money } from "../../../ui/shown";
import { ScoreChip } from "../ScoreChip";
import type { Lead } from "../types";
import { closedWhy } from "../why";
import { ClaimButton } from "./ClaimButton";

/** The columns of a pool: whether it is worth taking. */
export function usePoolColumns(): Column<Lead>[] {
  const { t } = useTranslation("leads");
  const word = useWords();
  const { zone, language } = useSession();
  const { nameOf: sourceOf } = useSources();
  return useMemo(
    () => [
      {
        id: "companyName",
        name: t("field.company"),
        render: ({ companyName, name }) => companyName || name,
        sort: "company_name",
        width: 240,
        isFixed: true,
        phone: "title",
      },
      {
        id: "score",
        name: t("field.score"),
        render: (lead) => <ScoreChip of={lead} hasReason />,
        sort: "score",
        width: 170,
        phone: "sub",
      },
      { id: "need", name: t("field.need"), render: ({ need }) => need, width: 230, phone: "sub" },
      {
        id: "estimatedAmount",
        name: t("field.amount"),
        render: ({ estimatedAmount }) => (estimatedAmount ? <Money of={estimatedAmount} precision="short" /> : "—"),
        sort: "estimated_amount",
        width: 100,
        align: "end",
      },
      {
        id: "heat",
        name: t("field.heat"),
        render: ({ heat }) => (heat === "HEAT_UNSPECIFIED" ? "—" : word("Heat", heat)),
        width: 80,
      },
      { id: "region", name: t("field.region"), render: ({ region }) => region, sort: "region", width: 80 },
      { id: "sourceId", name: t("field.source"), render: ({ sourceId }) => sourceOf(sourceId), width: 110 },
      { id: "closeReason", name: t("field.why"), render: (lead) => closedWhy(lead, language), width: 170 },
      {
        id: "closeTime",
        name: t("field.since"),
        render: ({ closeTime }) => closeTime && <DateText of={closeTime} zone={zone} />,
        sort: "close_time",
        width: 140,
      },
      {
        id: "acts",
        name: t("field.acts"),
        render: (lead) => <ClaimButton lead={lead} />,
        width: 80,
        phone: "end",
        exported: false,
      },
    ],
    [t, word, zone, language, sourceOf],
  );
}
