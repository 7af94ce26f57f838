import { useTranslation } from "react-i18next";
import { Select } from "../../../ui/choices";
import { useOptions } from "../../../ui/useOptions";
import type { ImportRow } from "../types";
import type { Duplicates } from "./choices";

export interface RowChoiceProps {
  of: ImportRow;
  offered: readonly Duplicates[];
  chosen: Duplicates;
  onChange: (to: Duplicates) => void;
}

/** What becomes of one row that is known already. */
export function RowChoice({ of, offered, chosen, onChange }: RowChoiceProps) {
  const { t } = useTranslation("imports");
  const options = useOptions("ImportDuplicates").filter(({ id }) => offered.some((each) => each === id));
  return (
    <div className="import-choice">
      <Select
        label={t("choice.label", { row: of.row })}
        options={options}
        selectedKey={chosen}
        onSelectionChange={(key) => onChange(offered.find((each) => each === key) ?? chosen)}
      />
    </div>
  );
}
