import { useTranslation } from "react-i18next";
import { Checkbox, ComboBox } from "../choices";
import { usePeople } from "../people";
import type { FilterEditorProps } from "./FilterEditor";

interface ChoicesProps extends FilterEditorProps {
  options: readonly { id: string; name: string }[];
  canBeEmpty?: boolean | undefined;
  isFlag?: boolean;
}

/** Some of a few values. */
export function Choices({ field, clauses, onChange, options, canBeEmpty, isFlag }: ChoicesProps) {
  const { t } = useTranslation();
  const [clause] = clauses;
  const offered = isFlag
    ? [
        { id: "true", name: t("filter.yes") },
        { id: "false", name: t("filter.no") },
      ]
    : options;
  const chosen = clause?.operator === "is" ? clause.values : [];
  const toggle = (id: string): void => {
    const others = isFlag ? [] : chosen.filter((value) => value !== id);
    const values = chosen.includes(id) ? others : [...others, id];
    onChange(values.length > 0 ? [{ field: field.id, operator: "is", values }] : []);
  };
  const isUnset = clause?.operator === "unset";
  return (
    <fieldset className="filter-choices" aria-label={field.name}>
      {offered.map(({ id, name }) => (
        <Checkbox key={id} isSelected={chosen.includes(id)} onChange={() => toggle(id)}>
          <span>{name}</span>
        </Checkbox>
      ))}
      {canBeEmpty && (
        <Checkbox
          isSelected={isUnset}
          onChange={() => onChange(isUnset ? [] : [{ field: field.id, operator: "unset", values: [] }])}
        >
          {t("filter.unset")}
        </Checkbox>
      )}
    </fieldset>
  );
}

/** Some colleagues. */
export function People(props: FilterEditorProps & { field: { canBeEmpty?: boolean } }) {
  const { field, clauses, onChange } = props;
  const { t } = useTranslation();
  const { options, nameOf } = usePeople();
  const chosen = clauses[0]?.operator === "is" ? clauses[0].values : [];
  const add = (key: string | null): void => {
    if (key && !chosen.includes(key)) onChange([{ field: field.id, operator: "is", values: [...chosen, key] }]);
  };
  return (
    <>
      <ComboBox
        key={chosen.length}
        label={field.name}
        options={options}
        onChange={(key) => add(key === null ? null : String(key))}
        autoFocus
      />
      <Choices
        {...props}
        options={chosen.map((id) => ({ id, name: nameOf(id) ?? t("loading") }))}
        canBeEmpty={field.canBeEmpty}
      />
    </>
  );
}
