import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { Grid } from "../../../ui/grid/Grid";
import { OUTCOMES, VERDICTS } from "../steps";
import type { Counts, Import } from "../types";
import { useImportActs } from "../useImportActs";
import { type Choices, chosenIn, rowChoices, usualOf } from "./choices";
import { useRowColumns } from "./useRowColumns";

/** Row by row: its verdict, what is wrong with it, what becomes of it. What is known already can be dealt with row by row. */
export function RowsPanel({ of }: { of: Import }) {
  const { t, i18n } = useTranslation("imports");
  const { me } = useSession();
  const { check, isPending, problem } = useImportActs({ quiet: true });
  const [chosen, setChosen] = useState<Choices>(() => chosenIn(of.plan));
  const mayChoose = of.state === "IMPORT_STATE_CHECKED" && of.personId === me.id;
  const columns = useRowColumns(of, chosen, mayChoose ? setChosen : undefined);
  const counts = of.counts;
  const wanted = { ...VERDICTS, ...(of.commitTime ? OUTCOMES : {}) };
  const segments = Object.entries(wanted).flatMap(([id, filter]) => {
    const count = counts?.[id as keyof Counts] ?? 0;
    return count > 0 ? [{ id, name: t(`figures.${id}`), filter, count: count.toLocaleString(i18n.language) }] : [];
  });
  const said = rowChoices(chosen, usualOf(of.plan));
  const isChanged = JSON.stringify(said) !== JSON.stringify(rowChoices(chosenIn(of.plan), usualOf(of.plan)));
  return (
    <>
      {problem && <Failure of={problem} isSmall />}
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
        actions={
          isChanged && (
            <Button isPending={isPending} onPress={() => void check(of, { rowChoices: said })}>
              {t("choice.apply", { count: said.length })}
            </Button>
          )
        }
        empty={{ title: t("row.none"), text: t("row.noneText") }}
      />
    </>
  );
}
