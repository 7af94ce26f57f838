import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import type { Column } from "../../../ui/grid/types";
import { usePeople } from "../../../ui/people";
import { Badge, DateText, Money } from "../../../ui/shown";
import { useOptions } from "../../../ui/useOptions";
import { type Statement, TONES } from "../types";

/** The columns of the list of statements. */
export function useColumns(): Column<Statement>[] {
  const { t } = useTranslation("statements");
  const { zone } = useSession();
  const { nameOf } = usePeople();
  const kinds = useOptions("StatementKind");
  const states = useOptions("AccountStatementState");
  const evidence = useOptions("AnswerEvidence");
  return useMemo(() => {
    const day = (id: "toDate" | "sendTime" | "answerTime" | "createTime", sort: string): Column<Statement> => ({
      id,
      name: t(`field.${id}`),
      render: (row) => (row[id] ? <DateText of={row[id]} zone={zone} /> : "—"),
      sort,
      width: id === "toDate" ? 108 : 144,
    });
    const amount = (id: "owed" | "overdue" | "disputed"): Column<Statement> => ({
      id,
      name: t(`field.${id}`),
      render: ({ [id]: value }) => (value ? <Money of={value} /> : "—"),
      sort: id,
      width: 128,
      align: "end",
    });
    return [
      {
        id: "customerName",
        name: t("field.customer"),
        render: ({ customerName }) => customerName,
        sort: "customer_name",
        width: 220,
        isFixed: true,
        phone: "title",
      },
      { ...amount("owed"), phone: "end" },
      {
        id: "state",
        name: t("field.state"),
        render: ({ state }) => {
          const tone = TONES[state];
          return <Badge {...(tone && { tone })}>{states.find(({ id }) => id === state)?.name}</Badge>;
        },
        width: 104,
        phone: "sub",
        exported: states,
      },
      amount("disputed"),
      {
        id: "kind",
        name: t("field.kind"),
        render: ({ kind }) => kinds.find(({ id }) => id === kind)?.name ?? "",
        width: 152,
        phone: "sub",
        exported: kinds,
      },
      day("toDate", "to_date"),
      {
        id: "evidence",
        name: t("field.evidence"),
        render: ({ evidence: shown }) => evidence.find(({ id }) => id === shown)?.name ?? "—",
        width: 156,
        exported: evidence,
      },
      day("sendTime", "send_time"),
      { ...day("answerTime", "answer_time"), isHidden: true },
      { id: "number", name: t("field.number"), render: ({ number }) => number, sort: "number", width: 108 },
      { id: "ownerId", name: t("field.owner"), render: ({ ownerId }) => nameOf(ownerId), width: 96, isHidden: true },
      { ...amount("overdue"), isHidden: true },
      { ...day("createTime", "create_time"), isHidden: true },
    ];
  }, [t, zone, nameOf, kinds, states, evidence]);
}
