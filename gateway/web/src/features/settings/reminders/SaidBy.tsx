import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { LANGUAGES, type Language, languageOf } from "../../../i18n";
import { Select } from "../../../ui/choices";
import type { DraftProps } from "./draft";
import { PreviewOf } from "./PreviewOf";
import { type Template, usualOf } from "./queries";
import { usePreview } from "./usePreview";

const USUAL = "usual";
const OWN = "own";
const SAVED = { title: "", body: "" };

/** In which words it is said, and what these come to. */
export function SaidBy({ templates, draft, change }: DraftProps & { templates: readonly Template[] }) {
  const { t } = useTranslation("settings");
  const session = useSession();
  const own = templates.filter(({ event, shipped }) => event === draft.event && !shipped);
  const language: Language = draft.language ? languageOf(draft.language) : session.language;
  const preview = usePreview(draft.templateId || usualOf(templates, draft.event)?.id, SAVED, language);
  return (
    <>
      <Select
        name="templateId"
        label={t("reminders.template")}
        options={[{ id: USUAL, name: t("reminders.usualTemplate") }, ...own]}
        selectedKey={draft.templateId || USUAL}
        onSelectionChange={(key) => change({ templateId: key === USUAL ? "" : String(key) })}
      />
      <Select
        name="language"
        label={t("reminders.language")}
        options={[
          { id: OWN, name: t("reminders.ownLanguage") },
          ...LANGUAGES.map((id) => ({ id, name: t(`reminders.languages.${id}`) })),
        ]}
        selectedKey={draft.language || OWN}
        onSelectionChange={(key) => change({ language: key === OWN ? "" : String(key) })}
      />
      {draft.event && (
        <div className="whole">
          <PreviewOf of={preview} label={t("reminders.reads")} />
        </div>
      )}
    </>
  );
}
