import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/Button";
import { useNames } from "./useNames";

const FIRST = 10;

/** What the texts of this event may name; one press puts it where one was typing. */
export function Placeholders({ of: names, insert }: { of: readonly string[]; insert: (name: string) => void }) {
  const { t } = useTranslation("settings");
  const { textOf, offered } = useNames();
  const [isAll, setAll] = useState(false);
  const all = offered(names);
  if (all.length === 0) return null;
  const left = all.length - FIRST;
  return (
    <fieldset className="reminder-names">
      <legend className="field-label">{t("reminders.insert")}</legend>
      {(isAll ? all : all.slice(0, FIRST)).map((name) => (
        <Button key={name} onPress={() => insert(name)} preventFocusOnPress>
          {textOf(name)}
        </Button>
      ))}
      {left > 0 && !isAll && (
        <Button kind="plain" onPress={() => setAll(true)}>
          {t("reminders.moreNames", { count: left })}
        </Button>
      )}
    </fieldset>
  );
}
