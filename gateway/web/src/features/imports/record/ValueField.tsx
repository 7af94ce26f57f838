import type { ComponentType } from "react";
import { useSession } from "../../../app/session";
import { AccountPicker } from "../../../parts/AccountPicker";
import { useLegalEntities } from "../../../parts/legalEntities";
import { useProcesses } from "../../../parts/processes";
import { named } from "../../../parts/said";
import { useSources } from "../../../parts/sources";
import { ComboBox, type Option } from "../../../ui/choices";
import { DatePicker } from "../../../ui/dates";
import { TextField } from "../../../ui/fields";
import { usePeople } from "../../../ui/people";
import { useCurrencies } from "../../../ui/useCurrencies";
import type { Field } from "../types";
import { useValueText } from "../useValueText";

export interface ValueFieldProps {
  field: Field;
  label: string;
  text: string;
  onChange: (text: string) => void;
}

/** One value for every row, as a cell would say it; what is a record, a day or one of a few is chosen. */
export function ValueField(props: ValueFieldProps) {
  const { field, label, text, onChange } = props;
  const Chosen = CHOSEN[field.reference];
  if (Chosen) return <Chosen {...props} />;
  if (field.values.length > 0) return <Value {...props} />;
  if (field.field.endsWith("urrencyCode")) return <Currency {...props} />;
  if (field.type === "date") return <DatePicker label={label} defaultValue={text} onChange={onChange} />;
  return <TextField label={label} value={text} onChange={onChange} maxLength={500} />;
}

/** By the list whose records cells name. */
const CHOSEN: Readonly<Record<string, ComponentType<ValueFieldProps>>> = {
  users: Colleague,
  accounts: Customer,
  sources: Source,
  legalEntities: Entity,
  salesProcesses: Process,
};

function Colleague(props: ValueFieldProps) {
  return <OneOf {...props} options={usePeople().options} />;
}

function Customer({ label, text, onChange }: ValueFieldProps) {
  return <AccountPicker label={label} defaultId={text || undefined} onChange={(id) => onChange(id ?? "")} />;
}

function Source(props: ValueFieldProps) {
  return <OneOf {...props} options={useSources().options} />;
}

function Entity(props: ValueFieldProps) {
  return <OneOf {...props} options={useLegalEntities().options} />;
}

function Process(props: ValueFieldProps) {
  const { processes = [] } = useProcesses();
  const { language } = useSession();
  const used = processes.filter(({ archiveTime }) => !archiveTime);
  return <OneOf {...props} options={used.map((process) => ({ id: process.id, name: named(process, language) }))} />;
}

function Value(props: ValueFieldProps) {
  const valueText = useValueText();
  return <OneOf {...props} options={props.field.values.map(({ value }) => ({ id: value, name: valueText(value) }))} />;
}

function Currency(props: ValueFieldProps) {
  return <OneOf {...props} options={useCurrencies(useSession().currency)} />;
}

function OneOf({ label, text, onChange, options }: ValueFieldProps & { options: readonly Option[] }) {
  // What a former import said may be a name, as cells have it.
  const isOther = text !== "" && options.length > 0 && !options.some(({ id }) => id === text);
  return (
    <ComboBox
      label={label}
      options={isOther ? [...options, { id: text, name: text }] : options}
      selectedKey={text || null}
      onSelectionChange={(key) => onChange(key === null ? "" : String(key))}
    />
  );
}
