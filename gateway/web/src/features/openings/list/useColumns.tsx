import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useLegalEntities } from "../../../parts/legalEntities";
import type { Column } from "../../../ui/grid/types";
import { usePeople } from "../../../ui/people";
import { DateText, Money } from "../../../ui/shown";
import { OpeningState } from "../OpeningState";
import type { OpeningBalance } from "../types";

/** Whose, of which day, how much, and who had a part in it. */
export function useColumns(): Column<OpeningBalance>[] {
  const { t, i18n } = useTranslation("openings");
  const { zone } = useSession();
  const { nameOf } = usePeople();
  const { nameOf: entityOf } = useLegalEntities();
  return useMemo(
    () => [
      {
        id: "legalEntityId",
        name: t("field.entity"),
        render: ({ legalEntityId }) => entityOf(legalEntityId),
        width: 180,
        isFixed: true,
        phone: "title",
      },
      {
        id: "cutOverDate",
        name: t("field.cutOver"),
        render: ({ cutOverDate }) => <DateText of={cutOverDate} zone={zone} />,
        sort: "cut_over_date",
        width: 112,
        phone: "sub",
      },
      { id: "state", name: t("field.state"), render: (row) => <OpeningState of={row} />, width: 148, phone: "sub" },
      {
        id: "receivables",
        name: t("sum.receivables"),
        render: ({ sums }) => sums[0]?.receivables && <Money of={sums[0].receivables} />,
        width: 132,
        align: "end",
        phone: "end",
      },
      {
        id: "retention",
        name: t("sum.retention"),
        render: ({ sums }) => sums[0]?.retention && <Money of={sums[0].retention} />,
        width: 112,
        align: "end",
      },
      {
        id: "advances",
        name: t("sum.advances"),
        render: ({ sums }) => sums[0]?.advances && <Money of={sums[0].advances} />,
        width: 112,
        align: "end",
      },
      {
        id: "lineCount",
        name: t("sum.lines"),
        render: ({ lineCount }) => lineCount.toLocaleString(i18n.language),
        width: 64,
        align: "end",
      },
      { id: "askedBy", name: t("field.askedBy"), render: ({ askedBy }) => nameOf(askedBy), width: 88 },
      { id: "decidedBy", name: t("field.decidedBy"), render: ({ decidedBy }) => nameOf(decidedBy) || "—", width: 88 },
      {
        id: "createTime",
        name: t("field.time"),
        render: ({ createTime }) => createTime && <DateText of={createTime} zone={zone} />,
        sort: "create_time",
        width: 140,
      },
      { id: "fileName", name: t("field.file"), render: ({ fileName }) => fileName || "—", width: 160, isHidden: true },
    ],
    [t, i18n.language, zone, nameOf, entityOf],
  );
}
