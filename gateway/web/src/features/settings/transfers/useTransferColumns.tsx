import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import type { Column } from "../../../ui/grid/types";
import { Person } from "../../../ui/Person";
import { usePeople } from "../../../ui/people";
import { Badge, DateText } from "../../../ui/shown";
import type { Transfer } from "./queries";

export function useTransferColumns(): Column<Transfer>[] {
  const { t } = useTranslation("settings");
  const { zone } = useSession();
  const word = useWords();
  const { nameOf } = usePeople();
  return useMemo(() => {
    const day = (time: string | undefined) => time && <DateText of={time} zone={zone} />;
    return [
      {
        id: "fromId",
        name: t("transfers.from"),
        render: ({ fromId }) => <Person name={nameOf(fromId)} />,
        width: 140,
        isFixed: true,
        phone: "title",
      },
      { id: "number", name: t("transfers.number"), render: ({ number }) => number, width: 110 },
      {
        id: "reason",
        name: t("transfers.reason"),
        render: ({ reason }) => word("TransferReason", reason),
        width: 80,
        phone: "sub",
      },
      {
        id: "successors",
        name: t("transfers.successors"),
        render: ({ rules }) =>
          [...new Set(rules.flatMap(({ successorIds }) => successorIds))]
            .map(nameOf)
            .filter(Boolean)
            .join(t("people.and")),
        width: 180,
        phone: "sub",
      },
      {
        id: "itemCount",
        name: t("transfers.items"),
        render: ({ itemCount }) => itemCount || "—",
        width: 80,
        align: "end",
      },
      {
        id: "state",
        name: t("people.state"),
        render: ({ state, signTime, agreed }) => (
          <Badge
            {...(state === "TRANSFER_STATE_EXECUTED" && {
              tone: agreed && signTime ? ("good" as const) : ("warn" as const),
            })}
          >
            {state === "TRANSFER_STATE_EXECUTED" && signTime ? t("transfers.signed") : word("TransferState", state)}
          </Badge>
        ),
        width: 90,
        phone: "end",
      },
      { id: "createTime", name: t("transfers.created"), render: ({ createTime }) => day(createTime), width: 140 },
      { id: "executeTime", name: t("transfers.executed"), render: ({ executeTime }) => day(executeTime), width: 140 },
    ];
  }, [t, zone, word, nameOf]);
}
