import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useWords } from "../../../i18n/words";
import type { Column, FilterField } from "../../../ui/grid/types";
import { Person } from "../../../ui/Person";
import { usePeople } from "../../../ui/people";
import { Badge } from "../../../ui/shown";
import { useFilterOptions } from "../../../ui/useOptions";
import { typedOf } from "../frame/list";
import type { Source } from "./queries";
import { useIncentiveText } from "./useIncentiveText";

export function useSourceColumns(): Column<Source>[] {
  const { t } = useTranslation("settings");
  const word = useWords();
  const { nameOf } = usePeople();
  const incentiveText = useIncentiveText();
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
        width: 180,
        isFixed: true,
        phone: "title",
      },
      {
        id: "kind",
        name: t("sources.kind"),
        render: ({ kind }) => word("SourceKind", kind),
        width: 110,
        phone: "sub",
      },
      {
        id: "responsibleId",
        name: t("sources.responsible"),
        render: ({ responsibleId }) => responsibleId && <Person name={nameOf(responsibleId)} />,
        width: 120,
        phone: "end",
      },
      {
        id: "utmSources",
        name: t("sources.recognised"),
        render: ({ utmSources, referrerHosts }) => typedOf([...utmSources, ...referrerHosts]),
        width: 220,
        phone: "sub",
      },
      {
        id: "incentive",
        name: t("sources.incentive"),
        render: ({ incentive }) => incentiveText(incentive),
        width: 160,
      },
      { id: "note", name: t("transfers.note"), render: ({ note }) => note, width: 180, isHidden: true },
    ],
    [t, word, nameOf, incentiveText],
  );
}

export function useSourceFilters(): FilterField[] {
  const { t } = useTranslation("settings");
  const kinds = useFilterOptions("SourceKind");
  return useMemo(
    () => [
      { id: "kind", name: t("sources.kind"), kind: "choice", options: kinds },
      { id: "responsible_id", name: t("sources.responsible"), kind: "person", canBeEmpty: true },
    ],
    [t, kinds],
  );
}
