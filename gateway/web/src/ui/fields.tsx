import type { ReactNode } from "react";
import { Button as Step } from "react-aria-components/Button";
import { FieldError } from "react-aria-components/FieldError";
import { Group } from "react-aria-components/Group";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { NumberField as BaseNumber, type NumberFieldProps as BaseNumberProps } from "react-aria-components/NumberField";
import { Text } from "react-aria-components/Text";
import { TextArea } from "react-aria-components/TextArea";
import { TextField as BaseText, type TextFieldProps as BaseTextProps } from "react-aria-components/TextField";
import { useTranslation } from "react-i18next";
import { Icon } from "./Icon";
import "./fields.css";

/** What every field says of itself. */
export interface Said {
  label: string;
  hint?: string | undefined;
  /** What is wrong with the value, as the server or the form says it. */
  error?: string | undefined;
}

/** A field with an error is invalid; one without may still be so by itself, or by what the server says of the form. */
export function invalid(error: string | undefined): { isInvalid?: true } {
  return error ? { isInvalid: true } : {};
}

/** The words around a field: its name above, below it what is wrong, or else the hint. */
export function Worded({ label, hint, error, children }: Said & { children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <>
      <Label className="field-label">{label}</Label>
      {children}
      {hint && !error && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">
        {({ validationDetails, validationErrors }) =>
          error ?? (validationDetails.valueMissing ? t("required") : validationErrors.join(" "))
        }
      </FieldError>
    </>
  );
}

export interface TextFieldProps extends Said, Omit<BaseTextProps, "children" | "className" | "style"> {
  placeholder?: string;
  /** Lines of text; more than one grows a text area. */
  lines?: number;
}

export function TextField({ label, hint, error, placeholder = "", lines = 1, ...props }: TextFieldProps) {
  return (
    <BaseText {...props} {...invalid(error)} className="field">
      <Worded label={label} hint={hint} error={error}>
        {lines > 1 ? (
          <TextArea className="input" rows={lines} placeholder={placeholder} />
        ) : (
          <Input className="input" placeholder={placeholder} />
        )}
      </Worded>
    </BaseText>
  );
}

export interface NumberFieldProps extends Said, Omit<BaseNumberProps, "children" | "className" | "style"> {}

/** Counts, days, shares. Amounts of money are text that becomes a bigint, never this. */
export function NumberField({ label, hint, error, ...props }: NumberFieldProps) {
  const { t } = useTranslation();
  return (
    <BaseNumber {...props} {...invalid(error)} className="field">
      <Worded label={label} hint={hint} error={error}>
        <Group className="input stepped">
          <Input />
          <Step slot="decrement" aria-label={t("decrease")}>
            <Icon name="minus" />
          </Step>
          <Step slot="increment" aria-label={t("increase")}>
            <Icon name="plus" />
          </Step>
        </Group>
      </Worded>
    </BaseNumber>
  );
}
