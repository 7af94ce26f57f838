import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Button, IconButton } from "../../../ui/Button";
import { ComboBox } from "../../../ui/choices";
import { Icon } from "../../../ui/Icon";
import type { Field, Plan } from "../types";
import { ValueField } from "./ValueField";

type Default = Plan["defaults"][number];

export interface DefaultsProps {
  of: readonly Default[];
  fields: readonly Field[];
  onChange: (to: Default[]) => void;
}

/** What a field is where no column fills it, and where the cell is empty: whose they are, where they come from. */
export function Defaults({ of, fields, onChange }: DefaultsProps) {
  const { t } = useTranslation("imports");
  const { language } = useSession();
  const put = (at: number, to: Default): void => onChange(of.map((each, place) => (place === at ? to : each)));
  const offered = (own: string) =>
    fields
      .filter(({ field }) => field === own || !of.some((each) => each.field === field))
      .map(({ field, labels }) => ({ id: field, name: labels[language] }));
  const isWhole = of.every(({ field }) => field);
  return (
    <section className="import-defaults" aria-label={t("defaults.title")}>
      <header>
        <h3>{t("defaults.title")}</h3>
        <span className="import-quiet">{t("defaults.note")}</span>
      </header>
      {of.map(({ field, text }, at) => {
        const chosen = fields.find((each) => each.field === field);
        return (
          <div key={field} className="import-default">
            <ComboBox
              label={t("defaults.field")}
              options={offered(field)}
              selectedKey={field || null}
              onSelectionChange={(key) => key !== null && key !== field && put(at, { field: String(key), text: "" })}
              autoFocus={!field}
            />
            {chosen && (
              <ValueField
                field={chosen}
                label={t("defaults.value")}
                text={text}
                onChange={(value) => put(at, { field, text: value })}
              />
            )}
            <IconButton
              aria-label={t("defaults.remove", { field: chosen?.labels[language] ?? "" })}
              onPress={() => onChange(of.filter((_, place) => place !== at))}
            >
              <Icon name="close" />
            </IconButton>
          </div>
        );
      })}
      <Button kind="plain" isDisabled={!isWhole} onPress={() => onChange([...of, { field: "", text: "" }])}>
        <Icon name="plus" />
        {t("defaults.add")}
      </Button>
    </section>
  );
}
