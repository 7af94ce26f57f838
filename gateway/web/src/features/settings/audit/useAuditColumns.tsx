import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useMethodText, useWords } from "../../../i18n/words";
import type { Column, FilterField } from "../../../ui/grid/types";
import { usePeople } from "../../../ui/people";
import { DateText } from "../../../ui/shown";
import { changesOf, type Entry } from "./services";
import { useFieldText } from "./useFieldText";

const NAMED = 4;

/** Who it was: a person, a program for a person, or the product by itself. */
export function useActorText(): (entry: Entry) => string {
  const { t } = useTranslation("settings");
  const { nameOf } = usePeople();
  return ({ actor, personId }) => {
    const name = nameOf(personId);
    if (actor.startsWith("key:")) return t("audit.byKey", { name: name ?? "" });
    return name ?? t("audit.byProduct");
  };
}

/** What was done; what no person asked for says what brought it about. */
export function useDoneText(): (entry: Entry) => string {
  const { t } = useTranslation("settings");
  const methodText = useMethodText();
  const word = useWords();
  return ({ method, subjectType }) =>
    method === "event" || method === "timer"
      ? t(`audit.${method}`, { type: word("type", subjectType) })
      : methodText(method);
}

export function useAuditColumns(): Column<Entry>[] {
  const { t } = useTranslation("settings");
  const { zone } = useSession();
  const word = useWords();
  const actorText = useActorText();
  const doneText = useDoneText();
  const fieldText = useFieldText();
  return [
    {
      id: "createTime",
      name: t("audit.time"),
      render: ({ createTime }) => createTime && <DateText of={createTime} zone={zone} />,
      sort: "create_time",
      width: 140,
      isFixed: true,
      phone: "end",
    },
    { id: "personId", name: t("audit.who"), render: actorText, width: 110, phone: "sub" },
    { id: "method", name: t("audit.what"), render: doneText, width: 170, phone: "title" },
    {
      id: "subjectType",
      name: t("audit.record"),
      render: ({ subjectType }) => word("type", subjectType),
      width: 110,
    },
    {
      id: "changes",
      name: t("audit.changed"),
      render: (entry) => {
        const fields = changesOf(entry).map(({ field }) => fieldText(field));
        const more = fields.length - NAMED;
        return fields.slice(0, NAMED).join(t("people.and")) + (more > 0 ? t("audit.andMore", { count: more }) : "");
      },
      width: 320,
    },
    { id: "reason", name: t("audit.reason"), render: ({ reason }) => reason, width: 140, isHidden: true },
  ];
}

export function useAuditFilters(): FilterField[] {
  const { t } = useTranslation("settings");
  return useMemo(
    () => [
      { id: "person_id", name: t("audit.who"), kind: "person" },
      { id: "create_time", name: t("audit.time"), kind: "date" },
      { id: "subject_id", name: t("audit.id"), kind: "id" },
    ],
    [t],
  );
}
