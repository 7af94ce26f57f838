import { useTranslation } from "react-i18next";
import type { Language } from "../../../i18n";
import { TextField } from "../../../ui/fields";
import { PreviewOf } from "./PreviewOf";
import type { Texts } from "./texts";
import { usePreview } from "./usePreview";

export interface TemplateTextsProps {
  texts: Texts;
  change: (part: Partial<Texts>) => void;
  /** The template under which they are tried. */
  triedAt: string | undefined;
  /** Told in which one somebody begins to type. */
  note: (element: Element) => void;
  isReadOnly?: boolean;
}

const FIELDS = [
  { language: "zh-CN", title: "title", body: "body" },
  { language: "en-US", title: "titleEn", body: "bodyEn" },
] as const;

/** In each language the title and the body, and what they come to. */
export function TemplateTexts(props: TemplateTextsProps) {
  return FIELDS.map((fields) => <InLanguage key={fields.language} {...fields} {...props} />);
}

interface InLanguageProps extends TemplateTextsProps {
  language: Language;
  title: "title" | "titleEn";
  body: "body" | "bodyEn";
}

function InLanguage({ texts, change, triedAt, note, isReadOnly = false, language, title, body }: InLanguageProps) {
  const { t } = useTranslation("settings");
  const preview = usePreview(triedAt, { title: texts[title], body: texts[body] }, language);
  const name = t(`reminders.languages.${language}`);
  const isNeeded = language === "zh-CN";
  return (
    <div className="reminder-in">
      <div className="reminder-fields">
        <TextField
          name={title}
          label={t("reminders.titleIn", { language: name })}
          value={texts[title]}
          onChange={(text) => change({ [title]: text })}
          onFocus={({ target }) => note(target)}
          error={preview.errors.title}
          maxLength={500}
          isRequired={isNeeded}
          isReadOnly={isReadOnly}
        />
        <TextField
          name={body}
          label={t("reminders.bodyIn", { language: name })}
          value={texts[body]}
          onChange={(text) => change({ [body]: text })}
          onFocus={({ target }) => note(target)}
          error={preview.errors.body}
          lines={4}
          maxLength={4000}
          isRequired={isNeeded}
          isReadOnly={isReadOnly}
        />
      </div>
      <PreviewOf of={preview} label={t("reminders.previewIn", { language: name })} />
    </div>
  );
}
