import { useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components/Button";
import { Input } from "react-aria-components/Input";
import { SearchField } from "react-aria-components/SearchField";
import { useTranslation } from "react-i18next";
import { Icon } from "../Icon";

const PAUSE = 250;

/** Searches while one types, once the typing pauses. */
export function SearchBox({
  value,
  hint,
  onChange,
}: {
  value: string;
  hint: string;
  onChange: (text: string) => void;
}) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value);
  const sent = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // What comes from elsewhere, such as going back, replaces what was typed.
  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setTyped(value);
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const send = (text: string): void => {
    clearTimeout(timer.current);
    sent.current = text.trim();
    onChange(text.trim());
  };
  const type = (text: string): void => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => send(text), PAUSE);
  };
  return (
    <SearchField
      aria-label={hint}
      value={typed}
      onChange={type}
      onSubmit={send}
      onClear={() => send("")}
      className="grid-search"
    >
      <Icon name="search" />
      <Input placeholder={hint} />
      {typed && (
        <Button aria-label={t("clear")}>
          <Icon name="close" size={14} />
        </Button>
      )}
    </SearchField>
  );
}
