import { useTranslation } from "react-i18next";
import { NumberField } from "../../../ui/fields";
import { EditPanel } from "./EditPanel";
import { type Settings, save } from "./settings";

type Name = "statementLinkDays" | "statementAnswerDays" | "promiseToleranceDays" | "promisePauses";
const FIELDS: Readonly<Record<"statements" | "promises", { names: readonly Name[]; least: number }>> = {
  statements: { names: ["statementLinkDays", "statementAnswerDays"], least: 1 },
  promises: { names: ["promiseToleranceDays", "promisePauses"], least: 0 },
};

/** How long one waits for customers: for the answer to a statement of account, for what they promised. */
export function DaysPanel({ of: settings, about }: { of: Settings; about: keyof typeof FIELDS }) {
  const { t } = useTranslation("settings");
  const { names, least } = FIELDS[about];
  return (
    <EditPanel
      title={t(`books.${about}.title`)}
      note={t(`books.${about}.note`)}
      facts={names.map((name) => ({ name: t(`books.days.${name}`), value: settings[name] }))}
      save={(values) => save(settings, Object.fromEntries(names.map((name) => [name, Number(values[name])])))}
    >
      {names.map((name) => (
        <NumberField
          key={name}
          name={name}
          label={t(`books.days.${name}`)}
          defaultValue={settings[name]}
          minValue={least}
        />
      ))}
    </EditPanel>
  );
}
