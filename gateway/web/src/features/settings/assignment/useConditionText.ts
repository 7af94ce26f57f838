import { useTranslation } from "react-i18next";
import { useOptions } from "../../../ui/useOptions";
import { type Clause, FIELDS, readCondition } from "./condition";

/** The values of a field that has only certain ones, as conditions write them: "high". */
export function useFieldOptions(): Readonly<Record<string, { id: string; name: string }[]>> {
  const plain = (options: { id: string; name: string }[], prefix: string) =>
    options.map(({ id, name }) => ({ id: id.replace(prefix, "").toLowerCase(), name }));
  const heats = useOptions("Heat");
  const kinds = useOptions("SourceKind");
  return { heat: plain(heats, "HEAT_"), source_kind: plain(kinds, "SOURCE_KIND_") };
}

/** A condition in words; as it is written where it says more than there are words for. */
export function useConditionText(): (condition: string) => string {
  const { t, i18n } = useTranslation("settings");
  const options = useFieldOptions();
  const valueText = ({ field, value }: Clause): string =>
    FIELDS[field] === "number"
      ? Number(value).toLocaleString(i18n.language)
      : (options[field]?.find(({ id }) => id === value)?.name ?? value);
  return (condition) => {
    const clauses = readCondition(condition);
    if (!clauses) return condition;
    if (clauses.length === 0) return t("assignment.every");
    return clauses
      .map((clause) =>
        t(`assignment.says.${clause.operator}`, {
          field: t(`assignment.fields.${clause.field}`),
          value: valueText(clause),
        }),
      )
      .join(t("assignment.and"));
  };
}
