import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useWords } from "../../../i18n/words";
import { GoLink } from "../../../ui/Go";
import type { Column } from "../../../ui/grid/types";
import { Badge, type Tone } from "../../../ui/shown";
import type { Import, ImportRow } from "../types";
import { type Choices, choicesFor, type Duplicates, usualOf } from "./choices";
import { Findings } from "./Findings";
import { RowChoice } from "./RowChoice";

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

export function useRowColumns(
  { plan, headers, resource }: Import,
  chosen: Choices,
  /** Where something can be chosen for rows that are known already. */
  setChosen: ((to: Choices) => void) | undefined,
): Column<ImportRow>[] {
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
        width: place === 0 ? 220 : 124,
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
        width: 72,
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
      { id: "findings", name: t("row.findings"), render: (row) => <Findings of={row} />, width: 232, phone: "sub" },
      ...cells,
      {
        id: "outcome",
        name: t("row.outcome"),
        render: (row) => {
          const offered = setChosen ? choicesFor(row, resource) : [];
          if (setChosen && offered.length > 0) {
            const choose = (to: Duplicates): void => setChosen(new Map(chosen).set(row.row, to));
            const now = chosen.get(row.row) ?? usualOf(plan);
            return <RowChoice of={row} offered={offered} chosen={now} onChange={choose} />;
          }
          return row.outcome.endsWith("_UNSPECIFIED")
            ? word("ImportAction", row.action)
            : badge(row.outcome, word("ImportOutcome", row.outcome));
        },
        width: 196,
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
  }, [t, word, plan, headers, resource, chosen, setChosen]);
}
