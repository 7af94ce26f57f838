import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { Choices } from "./Choices";
import { type LogSubject, useAccountOf, useContactsOf } from "./subject";

const SHOWN = 8;

interface PeopleProps {
  of: LogSubject;
  chosen: readonly string[];
  onChange: (ids: string[]) => void;
}

/** Who of the customer took part; nothing where nobody is known. */
export function People({ of, chosen, onChange }: PeopleProps) {
  const { t } = useTranslation("log");
  const [isWhole, setWhole] = useState(false);
  const { data } = useContactsOf(useAccountOf(of));
  const contacts = data?.contacts ?? [];
  if (contacts.length === 0) return null;
  const shown = isWhole ? contacts : contacts.filter(({ id }, at) => at < SHOWN || chosen.includes(id));
  return (
    <div className="log-part">
      <span className="field-label">{t("people")}</span>
      <Choices
        label={t("people")}
        mode="multiple"
        options={shown.map(({ id, name, title }) => ({ value: id, text: name, note: title }))}
        chosen={chosen}
        onChange={onChange}
      />
      {shown.length < contacts.length && (
        <Button kind="plain" onPress={() => setWhole(true)}>
          {t("allPeople", { count: contacts.length })}
        </Button>
      )}
    </div>
  );
}
