import type { ReactNode } from "react";
import { Button as Opener } from "react-aria-components/Button";
import { Checkbox as BaseCheckbox, type CheckboxProps as BaseCheckboxProps } from "react-aria-components/Checkbox";
import { ComboBox as BaseComboBox, type ComboBoxProps as BaseComboBoxProps } from "react-aria-components/ComboBox";
import { Group } from "react-aria-components/Group";
import { Input } from "react-aria-components/Input";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import { Select as BaseSelect, type SelectProps as BaseSelectProps, SelectValue } from "react-aria-components/Select";
import { Switch as BaseSwitch, type SwitchProps as BaseSwitchProps } from "react-aria-components/Switch";
import { useTranslation } from "react-i18next";
import { invalid, type Said, Worded } from "./fields";
import { Icon } from "./Icon";
import "./choices.css";

/** One of several. */
export interface Option {
  id: string;
  name: string;
  /** Tells two of one name apart: a team, a city. */
  note?: string;
}

/** `items` only where they are not the combo box's own, which leaves out what does not match. */
function Options({ empty, items }: { empty: string; items?: readonly Option[] }) {
  return (
    <ListBox<Option>
      {...(items && { items })}
      className="options"
      renderEmptyState={() => <div className="options-empty">{empty}</div>}
    >
      {(option) => (
        <ListBoxItem id={option.id} textValue={option.name} className="option">
          <span>{option.name}</span>
          {option.note && <span className="option-note">{option.note}</span>}
        </ListBoxItem>
      )}
    </ListBox>
  );
}

export interface SelectProps
  extends Said,
    Omit<BaseSelectProps<Option>, "children" | "className" | "style" | "placeholder"> {
  options: readonly Option[];
}

/** A few fixed values. */
export function Select({ label, hint, error, options, ...props }: SelectProps) {
  const { t } = useTranslation();
  return (
    <BaseSelect {...props} placeholder={t("select")} {...invalid(error)} className="field">
      <Worded label={label} hint={hint} error={error}>
        <Opener className="input">
          <SelectValue<Option>>
            {({ selectedItems, defaultChildren }) => selectedItems[0]?.name ?? defaultChildren}
          </SelectValue>
          <Icon name="down" />
        </Opener>
      </Worded>
      <Popover className="over">
        <Options items={options} empty={t("noMatch")} />
      </Popover>
    </BaseSelect>
  );
}

export interface ComboBoxProps
  extends Said,
    Omit<BaseComboBoxProps<Option>, "children" | "className" | "style" | "defaultItems" | "items"> {
  options: readonly Option[];
}

/** Many values, found by typing. */
export function ComboBox({ label, hint, error, options, ...props }: ComboBoxProps) {
  const { t } = useTranslation();
  return (
    <BaseComboBox {...props} defaultItems={options} {...invalid(error)} allowsEmptyCollection className="field">
      <Worded label={label} hint={hint} error={error}>
        <Group className="input picked">
          <Input />
          <Opener aria-label={t("showOptions")}>
            <Icon name="down" />
          </Opener>
        </Group>
      </Worded>
      <Popover className="over">
        <Options empty={t("noMatch")} />
      </Popover>
    </BaseComboBox>
  );
}

export interface CheckboxProps extends Omit<BaseCheckboxProps, "children" | "className" | "style"> {
  children?: ReactNode;
}

export function Checkbox({ children, ...props }: CheckboxProps) {
  return (
    <BaseCheckbox {...props} className="tick">
      {({ isSelected, isIndeterminate }) => (
        <>
          <span className="tick-box">
            {isIndeterminate ? <Icon name="minus" /> : isSelected && <Icon name="check" />}
          </span>
          {children}
        </>
      )}
    </BaseCheckbox>
  );
}

export interface SwitchProps extends Omit<BaseSwitchProps, "children" | "className" | "style"> {
  children: ReactNode;
}

/** Works at once; what is sent with a form is a Checkbox. */
export function Switch({ children, ...props }: SwitchProps) {
  return (
    <BaseSwitch {...props} className="switch">
      <span className="switch-track" />
      {children}
    </BaseSwitch>
  );
}
