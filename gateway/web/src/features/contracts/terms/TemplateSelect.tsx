import { useTranslation } from "react-i18next";
import { Select } from "../../../ui/choices";
import { OWN, TEMPLATES, type Template } from "./templates";

/** Terms that are ready made, or own ones. */
export function TemplateSelect({ value, onChange }: { value: string; onChange: (template: Template | "") => void }) {
  const { t } = useTranslation("contracts");
  const options = [
    { id: OWN, name: t("terms.own") },
    ...TEMPLATES.map((id) => ({ id, name: t(`template.${keyOf(id)}`) })),
  ];
  return (
    <Select
      label={t("terms.template")}
      options={options}
      selectedKey={value || OWN}
      onSelectionChange={(key) => onChange(key === OWN ? "" : (key as Template))}
    />
  );
}

/** Names of templates have signs that keys of texts may not have. */
export function keyOf(template: string): string {
  return template.replaceAll("/", "_");
}
