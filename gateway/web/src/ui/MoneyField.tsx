import { useState } from "react";
import { Group } from "react-aria-components/Group";
import { Input } from "react-aria-components/Input";
import { TextField } from "react-aria-components/TextField";
import { useTranslation } from "react-i18next";
import type { Money } from "../api/money";
import { readAmount, showAmount } from "./amount";
import { invalid, type Said, Worded } from "./fields";
import "./money-field.css";

export interface MoneyFieldProps extends Said {
  currencyCode: string;
  /** The amount as text, as the API has it: "12000.00"; empty for none. */
  value?: string;
  defaultValue?: string;
  /** Nothing while what stands there is no amount. */
  onChange?: (money: Money | null) => void;
  /** Of the hidden field with the exact amount: "estimatedAmount.amount". The currency goes beside it as "estimatedAmount.currencyCode". */
  name?: string;
  isRequired?: boolean;
  isDisabled?: boolean;
  isReadOnly?: boolean;
  autoFocus?: boolean;
}

/** An amount of money, exact to the cent. "1.5万" and "30k" may be typed. */
export function MoneyField(props: MoneyFieldProps) {
  const { label, hint, error, currencyCode, value, defaultValue = "", onChange, name, ...rest } = props;
  const { t, i18n } = useTranslation();
  const shown = (amount: string): string => (amount ? showAmount(amount, i18n.language) : "");
  const [typed, setTyped] = useState(() => shown(value ?? defaultValue));
  const [isTyping, setTyping] = useState(false);
  const amount = readAmount(typed, currencyCode);
  const text = isTyping || value === undefined ? typed : shown(value);
  const isWrong = !isTyping && typed.trim() !== "" && amount === null;
  const problem = error ?? (isWrong ? t("notAmount", { currency: currencyCode }) : undefined);
  const change = (to: string): void => {
    setTyped(to);
    const exact = readAmount(to, currencyCode);
    onChange?.(exact === null ? null : { currencyCode, amount: exact });
  };
  const end = (): void => {
    setTyping(false);
    if (amount !== null) setTyped(shown(amount));
  };
  return (
    <TextField
      {...rest}
      {...invalid(problem)}
      value={text}
      onChange={change}
      onFocus={() => {
        setTyped(text);
        setTyping(true);
      }}
      onBlur={end}
      inputMode="decimal"
      autoComplete="off"
      className="field"
    >
      <Worded label={label} hint={hint} error={problem}>
        <Group className="input picked money-field">
          <span className="money-field-currency">{currencyCode}</span>
          <Input />
        </Group>
      </Worded>
      {name && <input type="hidden" name={name} value={amount ?? ""} />}
      {name?.endsWith(".amount") && amount !== null && (
        <input type="hidden" name={name.replace(/amount$/, "currencyCode")} value={currencyCode} />
      )}
    </TextField>
  );
}
