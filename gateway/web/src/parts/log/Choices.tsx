import { ToggleButton } from "react-aria-components/ToggleButton";
import { ToggleButtonGroup } from "react-aria-components/ToggleButtonGroup";
import { Icon, type IconName } from "../../ui/Icon";

export interface OneOf<Value extends string> {
  value: Value;
  text: string;
  note?: string;
  icon?: IconName;
}

interface ChoicesProps<Value extends string> {
  label: string;
  options: readonly OneOf<Value>[];
  chosen: readonly Value[];
  /** One and only one, or any number of them. */
  mode: "single" | "multiple";
  onChange: (chosen: Value[]) => void;
}

/** A few values beside each other, chosen with one tap. */
export function Choices<Value extends string>({ label, options, chosen, mode, onChange }: ChoicesProps<Value>) {
  return (
    <ToggleButtonGroup
      className="log-choices"
      aria-label={label}
      selectionMode={mode}
      disallowEmptySelection={mode === "single"}
      selectedKeys={chosen}
      onSelectionChange={(keys) => onChange(options.filter(({ value }) => keys.has(value)).map(({ value }) => value))}
    >
      {options.map(({ value, text, note, icon }) => (
        <ToggleButton key={value} id={value} className="log-choice">
          {icon && <Icon name={icon} />}
          {text}
          {note && <span className="log-choice-note">{note}</span>}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
