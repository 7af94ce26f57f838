import { useTranslation } from "react-i18next";
import type { Problem } from "../../../api/problem";
import { useProblemText } from "../../../api/problemText";
import { placeOf } from "./places";
import "../openings.css";

/** Why a file was not taken: every cell that is wrong, by its row and column. */
export function Faults({ of }: { of: Problem }) {
  const { t } = useTranslation(["openings", "problems"]);
  const textOf = useProblemText();
  return (
    <div className="form-problem openings-faults" role="alert">
      <p>{textOf(of)}</p>
      {of.reason === "OPENING_WRONG" && (
        <ul>
          {of.faults.map((fault) => {
            const place = placeOf(fault.pointer ?? "");
            const why = t(`problems:${fault.reason}`, { detail: fault.detail, defaultValue: fault.detail });
            const where = place && t("load.cell", { row: place.row, column: t(`column.${place.column}`) });
            return <li key={`${fault.pointer} ${fault.reason}`}>{where ? `${where}${why}` : why}</li>;
          })}
        </ul>
      )}
    </div>
  );
}
