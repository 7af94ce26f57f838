import { Checkbox, type Option } from "../../../ui/choices";
import "./settings.css";

export interface TicksProps<Value extends string> {
  /** As the API calls the list, so that what is wrong with it is said here. */
  name: string;
  label: string;
  options: readonly (Option & { id: Value })[];
  chosen: readonly Value[];
  onChange: (chosen: Value[]) => void;
  error?: string | undefined;
}

/** Any number of a few values; they are kept in the order in which they are offered. */
export function Ticks<Value extends string>({ name, label, options, chosen, onChange, error }: TicksProps<Value>) {
  const turn = (id: Value, isOn: boolean): void =>
    onChange(options.map((option) => option.id).filter((each) => (each === id ? isOn : chosen.includes(each))));
  return (
    <fieldset name={name} className="settings-ticks">
      <legend className="field-label">{label}</legend>
      {options.map((option) => (
        <Checkbox
          key={option.id}
          name={`${name}.${option.id}`}
          isSelected={chosen.includes(option.id)}
          onChange={(isOn) => turn(option.id, isOn)}
        >
          {option.name}
        </Checkbox>
      ))}
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
