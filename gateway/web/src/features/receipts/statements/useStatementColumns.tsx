import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useLegalEntities } from "../../../parts/legalEntities";
import type { Column, FilterField } from "../../../ui/grid/types";
import { usePeople } from "../../../ui/people";
import { DateText, Money } from "../../../ui/shown";
import { useFilterOptions } from "../../../ui/useOptions";
import type { Statement } from "../types";
import { StatementState } from "./StatementState";

/** Files of the bank: whose account, which days, what came and went, and what became of it. */
export function useStatementColumns(): Column<Statement>[] {
  const { t, i18n } = useTranslation("receipts");
  const { zone } = useSession();
  const { nameOf } = usePeople();
  const { nameOf: entityOf } = useLegalEntities();
  return useMemo(() => {
    const count = (id: "receiptCount" | "knownCount" | "twinCount"): Column<Statement> => ({
      id,
      name: t(`statements.count.${id}`),
      render: (row) => row[id].toLocaleString(i18n.language),
      width: 82,
      align: "end",
    });
    return [
      {
        id: "fileName",
        name: t("statements.file"),
        render: ({ fileName, firstDate }) => fileName || firstDate,
        sort: "file_name",
        width: 160,
        isFixed: true,
        phone: "title",
      },
      { id: "state", name: t("field.state"), render: (row) => <StatementState of={row} />, width: 96, phone: "sub" },
      {
        id: "days",
        name: t("statements.days"),
        render: ({ firstDate, lastDate }) => (
          <>
            <DateText of={firstDate} zone={zone} />
            {" – "}
            <DateText of={lastDate} zone={zone} />
          </>
        ),
        sort: "last_date",
        width: 180,
        phone: "sub",
      },
      {
        id: "credited",
        name: t("statements.credited"),
        render: ({ credited }) => credited && <Money of={credited} />,
        width: 120,
        align: "end",
        phone: "end",
      },
      count("receiptCount"),
      count("knownCount"),
      count("twinCount"),
      {
        id: "accountNumber",
        name: t("field.bankAccount"),
        render: ({ accountNumber, legalEntityId }) => accountNumber || entityOf(legalEntityId),
        width: 140,
      },
      { id: "importedBy", name: t("statements.by"), render: ({ importedBy }) => nameOf(importedBy), width: 96 },
      {
        id: "createTime",
        name: t("statements.time"),
        render: ({ createTime }) => createTime && <DateText of={createTime} zone={zone} />,
        sort: "create_time",
        width: 140,
      },
    ];
  }, [t, i18n.language, zone, nameOf, entityOf]);
}

export function useStatementFilters(): FilterField[] {
  const { t } = useTranslation("receipts");
  const { options: entities, nameOf } = useLegalEntities();
  const states = useFilterOptions("StatementState");
  return useMemo(
    () => [
      { id: "state", name: t("field.state"), kind: "choice", options: states },
      { id: "last_date", name: t("statements.lastDay"), kind: "date" },
      { id: "legal_entity_id", name: t("field.entity"), kind: "choice", options: entities, nameOf },
      { id: "imported_by", name: t("statements.by"), kind: "person" },
    ],
    [t, states, entities, nameOf],
  );
}
