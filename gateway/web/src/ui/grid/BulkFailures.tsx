import { useTranslation } from "react-i18next";
import { Problem } from "../../api/problem";
import { useProblemText } from "../../api/problemText";
import { Button } from "../Button";
import { Dialog } from "../overlays";
import type { Run } from "./bulk";

interface BulkFailuresProps<Row> {
  run: Run<Row>;
  rowName: (row: Row) => string;
}

/** With which rows it did not go, and why. */
export function BulkFailures<Row>({ run, rowName }: BulkFailuresProps<Row>) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const failures = run.rows.flatMap(({ id, row }) => {
    const outcome = run.outcomes.get(id);
    return outcome?.state === "failed" ? [{ id, name: rowName(row), error: outcome.error }] : [];
  });
  return (
    <Dialog title={t("bulk.failures", { count: failures.length })} trigger={<Button>{t("bulk.why")}</Button>}>
      <ul className="bulk-failures">
        {failures.map(({ id, name, error }) => (
          <li key={id}>
            <b>{name}</b>
            <span>{error instanceof Problem ? textOf(error) : t("problem.other")}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
