import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../../../ui/Button";
import { Select } from "../../../ui/choices";
import { TextField } from "../../../ui/fields";
import { Icon } from "../../../ui/Icon";
import {
  type Clause,
  FIELD_IDS,
  FIELDS,
  type FieldId,
  OPERATORS,
  type Operator,
  readCondition,
  writeCondition,
} from "./condition";
import { useFieldOptions } from "./useConditionText";

export interface ConditionFieldProps {
  clauses: readonly Clause[] | undefined;
  written: string;
  change: (clauses: readonly Clause[] | undefined, written: string) => void;
}

/** Which leads a rule is for, put together clause by clause; or written out, where somebody wants more. */
export function ConditionField({ clauses, written, change }: ConditionFieldProps) {
  const { t } = useTranslation("settings");
  if (!clauses) {
    return (
      <TextField
        label={t("assignment.condition")}
        hint={t("assignment.writtenHint")}
        lines={3}
        value={written}
        onChange={(text) => change(undefined, text)}
      />
    );
  }
  const set = (next: readonly Clause[]): void => change(next, writeCondition(next));
  return (
    <fieldset className="condition">
      <legend className="field-label">{t("assignment.condition")}</legend>
      {clauses.length === 0 && <p className="settings-note">{t("assignment.every")}</p>}
      {clauses.map((clause, at) => (
        <ClauseLine
          // biome-ignore lint/suspicious/noArrayIndexKey: a clause is told apart by its place alone
          key={at}
          of={clause}
          change={(changed) => set(clauses.map((each, place) => (place === at ? changed : each)))}
          remove={() => set(clauses.filter((_, place) => place !== at))}
        />
      ))}
      <div className="settings-acts">
        <Button kind="plain" onPress={() => set([...clauses, { field: "region", operator: "is", value: "" }])}>
          <Icon name="plus" />
          {t("assignment.addClause")}
        </Button>
        <Button kind="plain" onPress={() => change(undefined, writeCondition(clauses))}>
          {t("assignment.write")}
        </Button>
      </div>
    </fieldset>
  );
}

function ClauseLine({
  of: clause,
  change,
  remove,
}: {
  of: Clause;
  change: (clause: Clause) => void;
  remove: () => void;
}) {
  const { t } = useTranslation("settings");
  const options = useFieldOptions()[clause.field];
  const operators = OPERATORS[FIELDS[clause.field]];
  const turn = (field: FieldId): void => change({ field, operator: OPERATORS[FIELDS[field]][0], value: "" });
  return (
    <div className="condition-line">
      <Select
        label={t("assignment.field")}
        options={FIELD_IDS.map((id) => ({ id, name: t(`assignment.fields.${id}`) }))}
        selectedKey={clause.field}
        onSelectionChange={(key) => turn(key as FieldId)}
      />
      <Select
        label={t("assignment.operator")}
        options={operators.map((id) => ({ id, name: t(`assignment.operators.${id}`) }))}
        selectedKey={clause.operator}
        onSelectionChange={(key) => change({ ...clause, operator: key as Operator })}
      />
      {options ? (
        <Select
          label={t("assignment.value")}
          options={options}
          selectedKey={clause.value || null}
          onSelectionChange={(key) => change({ ...clause, value: String(key) })}
        />
      ) : (
        <TextField
          label={t("assignment.value")}
          value={clause.value}
          inputMode={FIELDS[clause.field] === "number" ? "decimal" : "text"}
          onChange={(value) => change({ ...clause, value })}
        />
      )}
      <IconButton aria-label={t("assignment.removeClause")} onPress={remove}>
        <Icon name="close" />
      </IconButton>
    </div>
  );
}

/** Clauses where the condition can be said so. */
export function openingOf(condition: string): Pick<ConditionFieldProps, "clauses" | "written"> {
  return { clauses: readCondition(condition), written: condition };
}
