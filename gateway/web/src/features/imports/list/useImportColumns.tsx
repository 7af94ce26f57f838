import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import type { Column } from "../../../ui/grid/types";
import { Person } from "../../../ui/Person";
import { usePeople } from "../../../ui/people";
import { DateText } from "../../../ui/shown";
import { StateBadge } from "../StateBadge";
import type { Import } from "../types";
import { useCountsText } from "../useCountsText";

export function useImportColumns(): Column<Import>[] {
  const { t } = useTranslation("imports");
  const word = useWords();
  const { zone } = useSession();
  const { nameOf } = usePeople();
  const countsText = useCountsText();
  return useMemo(
    () => [
      {
        id: "fileName",
        name: t("field.file"),
        render: ({ fileName }) => fileName,
        sort: "file_name",
        width: 260,
        isFixed: true,
        phone: "title",
      },
      {
        id: "resource",
        name: t("field.resource"),
        render: ({ resource }) => word("list", resource),
        width: 90,
        phone: "sub",
      },
      { id: "state", name: t("field.state"), render: (row) => <StateBadge of={row} />, width: 120, phone: "end" },
      { id: "counts", name: t("field.counts"), render: (row) => countsText(row), width: 280, phone: "sub" },
      {
        id: "personId",
        name: t("field.person"),
        render: ({ personId }) => <Person name={nameOf(personId)} isPlain />,
        width: 100,
      },
      {
        id: "createTime",
        name: t("field.created"),
        render: ({ createTime }) => createTime && <DateText of={createTime} zone={zone} />,
        sort: "create_time",
        width: 150,
        phone: "sub",
      },
    ],
    [t, word, zone, nameOf, countsText],
  );
}
