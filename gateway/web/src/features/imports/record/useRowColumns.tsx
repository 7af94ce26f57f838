import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useWords } from "../../../i18n/words";
import { GoLink } from "../../../ui/Go";
import type { Column } from "../../../ui/grid/types";
import { Badge, type Tone } from "../../../ui/shown";
import type { Import, ImportRow } from "../types";
import { Findings } from "./Findings";

const TONES: Readonly<Partial<Record<ImportRow["verdict"] | ImportRow["outcome"], Tone>>> = {
  IMPORT_VERDICT_READY: "good",
  IMPORT_VERDICT_WARNED: "info",
  IMPORT_VERDICT_DUPLICATE: "warn",
  IMPORT_OUTCOME_CREATED: "good",
  IMPORT_OUTCOME_UPDATED: "good",
  IMPORT_OUTCOME_REFUSED: "warn",
};
const PAGES: Readonly<Record<string, string>> = {
  lead: "/leads",
  account: "/customers",
  opportunity: "/deals",
};
/** So many cells tell which row it is. */
const SHOWN = 3;

export function useRowColumns({ plan, headers }: Import): Column<ImportRow>[] {
  const { t } = useTranslation("imports");
  const word = useWords();
  return useMemo(() => {
    const mapped = plan?.columns.slice(0, SHOWN) ?? [];
    const badge = (of: ImportRow["verdict"] | ImportRow["outcome"], text: string) => {
      const tone = TONES[of];
      return of.endsWith("_UNSPECIFIED") ? "—" : <Badge {...(tone && { tone })}>{text}</Badge>;
    };
    const cells = mapped.map(({ header }, place): Column<ImportRow> => {
      const at = headers.indexOf(header);
      return {
        id: `cell-${at}`,
        name: header,
        render: ({ cells }) => cells[at],
        width: 150,
        ...(place === 0 && { phone: "title" }),
        ...(place === 1 && { phone: "sub" }),
      };
    });
    return [
      {
        id: "row",
        name: t("row.number"),
        render: ({ row }) => row,
        sort: "row",
        width: 60,
        isFixed: true,
        phone: "sub",
      },
      {
        id: "verdict",
        name: t("row.verdict"),
        render: ({ verdict }) => badge(verdict, word("ImportVerdict", verdict)),
        width: 130,
        phone: "end",
      },
      { id: "findings", name: t("row.findings"), render: (row) => <Findings of={row} />, width: 300, phone: "sub" },
      ...cells,
      {
        id: "outcome",
        name: t("row.outcome"),
        render: ({ outcome, action }) =>
          outcome.endsWith("_UNSPECIFIED")
            ? word("ImportAction", action)
            : badge(outcome, word("ImportOutcome", outcome)),
        width: 170,
        phone: "sub",
      },
      {
        id: "record",
        name: t("row.record"),
        render: ({ recordId, recordType }) => {
          const page = PAGES[recordType];
          return recordId && page ? (
            <GoLink go={{ to: `${page}/${recordId}` }}>{word("type", recordType)}</GoLink>
          ) : (
            "—"
          );
        },
        width: 80,
      },
    ];
  }, [t, word, plan, headers]);
}
