import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { isZero } from "../../../api/money";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import type { Column, FilterField } from "../../../ui/grid/types";
import { Person } from "../../../ui/Person";
import { usePeople } from "../../../ui/people";
import { Badge, DateText, Money } from "../../../ui/shown";
import { useFilterOptions } from "../../../ui/useOptions";
import type { Campaign } from "./queries";

export function useCampaignColumns(): Column<Campaign>[] {
  const { t } = useTranslation("settings");
  const { zone } = useSession();
  const word = useWords();
  const { nameOf } = usePeople();
  return useMemo(
    () => [
      {
        id: "name",
        name: t("people.name"),
        render: ({ name, archiveTime }) => (
          <>
            {name} {archiveTime && <Badge>{t("assignment.archived")}</Badge>}
          </>
        ),
        sort: "name",
        width: 200,
        isFixed: true,
        phone: "title",
      },
      {
        id: "kind",
        name: t("campaigns.kind"),
        render: ({ kind }) => word("CampaignKind", kind),
        width: 120,
        phone: "sub",
      },
      {
        id: "startDate",
        name: t("campaigns.days"),
        render: (campaign) => <Days of={campaign} zone={zone} />,
        sort: "start_date",
        width: 190,
        phone: "sub",
      },
      {
        id: "budget",
        name: t("campaigns.budget"),
        render: ({ budget }) => budget && !isZero(budget) && <Money of={budget} precision="short" />,
        width: 110,
        align: "end",
      },
      {
        id: "spent",
        name: t("campaigns.spent"),
        render: ({ spent }) => spent && <Money of={spent} precision="short" />,
        width: 110,
        align: "end",
        phone: "end",
      },
      {
        id: "responsibleId",
        name: t("sources.responsible"),
        render: ({ responsibleId }) => responsibleId && <Person name={nameOf(responsibleId)} />,
        width: 110,
      },
    ],
    [t, zone, word, nameOf],
  );
}

export function Days({ of: { startDate, endDate }, zone }: { of: Campaign; zone: string }) {
  return (
    <>
      {startDate && <DateText of={startDate} zone={zone} />}
      {endDate && (
        <>
          {" – "}
          <DateText of={endDate} zone={zone} />
        </>
      )}
    </>
  );
}

export function useCampaignFilters(): FilterField[] {
  const { t } = useTranslation("settings");
  const kinds = useFilterOptions("CampaignKind");
  return useMemo(
    () => [
      { id: "kind", name: t("campaigns.kind"), kind: "choice", options: kinds },
      { id: "start_date", name: t("campaigns.start"), kind: "date" },
      { id: "responsible_id", name: t("sources.responsible"), kind: "person", canBeEmpty: true },
    ],
    [t, kinds],
  );
}
