import { useTranslation } from "react-i18next";
import { Grid } from "../../../ui/grid/Grid";
import { OUTCOMES, VERDICTS } from "../steps";
import type { Counts, Import } from "../types";
import { useRowColumns } from "./useRowColumns";

/** Row by row: its verdict, what is wrong with it, what became of it. */
export function RowsPanel({ of }: { of: Import }) {
  const { t, i18n } = useTranslation("imports");
  const columns = useRowColumns(of);
  const counts = of.counts;
  const wanted = { ...VERDICTS, ...(of.commitTime ? OUTCOMES : {}) };
  const segments = Object.entries(wanted).flatMap(([id, filter]) => {
    const count = counts?.[id as keyof Counts] ?? 0;
    return count > 0 ? [{ id, name: t(`figures.${id}`), filter, count: count.toLocaleString(i18n.language) }] : [];
  });
  return (
    <Grid
      name="import-rows"
      path="/v1/imports/{import_id}/rows"
      params={{ import_id: of.id }}
      items="importRows"
      state="own"
      fit="rows"
      columns={columns}
      segments={segments}
      orderBy="row"
      onOpen={() => {}}
      rowName={({ row }) => t("row.name", { row })}
      empty={{ title: t("row.none"), text: t("row.noneText") }}
    />
  );
}
