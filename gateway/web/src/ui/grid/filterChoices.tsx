import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Checkbox, ComboBox } from "../choices";
import { usePeople } from "../people";
import type { FilterEditorProps } from "./FilterEditor";
import { type NameOf, useColleagueNames, useRecordNames } from "./names";
import type { RecordField } from "./types";

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
  const { options } = usePeople();
  return (
    <Named {...props} nameOf={useColleagueNames()}>
      {(add) => (
        <ComboBox
          label={props.field.name}
          options={options}
          onChange={(key) => add(key === null ? null : String(key))}
          autoFocus
        />
      )}
    </Named>
  );
}

/** Some customers, or whatever else there are many of. */
export function Records(props: FilterEditorProps & { field: RecordField }) {
  const { field, clauses } = props;
  return (
    <Named {...props} nameOf={useRecordNames(field, clauses)}>
      {(add) => <field.Picker label={field.name} onChange={add} autoFocus />}
    </Named>
  );
}

interface NamedProps extends FilterEditorProps {
  field: FilterEditorProps["field"] & { canBeEmpty?: boolean };
  nameOf: NameOf;
  children: (add: (id: string | null) => void) => ReactNode;
}

/** Those that were found, and a field to find one more. */
function Named({ nameOf, children, ...props }: NamedProps) {
  const { field, clauses, onChange } = props;
  const { t } = useTranslation();
  const chosen = clauses[0]?.operator === "is" ? clauses[0].values : [];
  const add = (id: string | null): void => {
    if (id && !chosen.includes(id)) onChange([{ field: field.id, operator: "is", values: [...chosen, id] }]);
  };
  const nameText = (id: string): string => {
    const name = nameOf(id);
    return name === undefined ? t("loading") : (name ?? "—");
  };
  return (
    <>
      <Fragment key={chosen.length}>{children(add)}</Fragment>
      <Choices {...props} options={chosen.map((id) => ({ id, name: nameText(id) }))} canBeEmpty={field.canBeEmpty} />
    </>
  );
}
