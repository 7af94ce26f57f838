import { useTranslation } from "react-i18next";
import type { Language } from "../../../i18n";
import { ComboBox } from "../../../ui/choices";
import type { Field } from "../types";
import { SKIPPED } from "./mapping";

export interface ColumnLineProps {
  header: string;
  examples: readonly string[];
  fields: readonly Field[];
  /** What other columns fill. */
  taken: readonly string[];
  field: string;
  historical: boolean;
  language: Language;
  onChange: (field: string) => void;
}

/** One column of the file: its name, what stands in it, what it fills. */
export function ColumnLine(props: ColumnLineProps) {
  const { header, examples, fields, taken, field, historical, language, onChange } = props;
  const { t } = useTranslation("imports");
  const offered = fields.filter(
    (each) => each.field === field || (!taken.includes(each.field) && (historical || !each.historicalOnly)),
  );
  const known = offered.some((each) => each.field === field);
  const options = [
    { id: SKIPPED, name: t("map.skip") },
    ...(field && !known ? [{ id: field, name: field }] : []),
    ...offered.map((each) => ({
      id: each.field,
      name: each.labels[language],
      ...(each.required && { note: t("map.required") }),
    })),
  ];
  return (
    <li className={field ? "import-column" : "import-column skipped"}>
      <span className="import-header">{header}</span>
      <span className="import-examples">{[...new Set(examples)].slice(0, 3).join(" · ")}</span>
      <ComboBox
        label={t("map.field", { header })}
        options={options}
        selectedKey={field || SKIPPED}
        onSelectionChange={(key) => key !== null && onChange(key === SKIPPED ? "" : String(key))}
      />
    </li>
  );
}
