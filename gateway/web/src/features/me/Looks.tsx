import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../api/client";
import { useCommand } from "../../api/command";
import { useSession } from "../../app/session";
import { changeTheme, type Theme, theme } from "../../app/theme";
import { changeLanguage, LANGUAGES } from "../../i18n";
import { Select } from "../../ui/choices";
import { Panel } from "../../ui/Panel";

const THEMES: readonly Theme[] = ["light", "dark", "system"];

/** Language and appearance: of the screen at once, and of messages too. */
export function Looks() {
  const { t } = useTranslation();
  const { language } = useSession();
  const { run } = useCommand();
  const [look, setLook] = useState(theme);

  const speak = async (key: unknown): Promise<void> => {
    const to = LANGUAGES.find((each) => each === key);
    if (!to || to === language) return;
    if (await run(() => reply(api.PATCH("/v1/me", { body: { locale: to } })))) changeLanguage(to);
  };
  const show = (key: unknown): void => {
    const to = THEMES.find((each) => each === key) ?? "system";
    changeTheme(to);
    setLook(to);
  };
  return (
    <Panel title={t("me:looks.title")}>
      <div className="me-fields">
        <Select
          label={t("frame.language")}
          hint={t("me:looks.languageHint")}
          options={LANGUAGES.map((id) => ({ id, name: t(`frame.languages.${id}`) }))}
          selectedKey={language}
          onSelectionChange={(key) => void speak(key)}
        />
        <Select
          label={t("frame.theme")}
          options={THEMES.map((id) => ({ id, name: t(`frame.themes.${id}`) }))}
          selectedKey={look}
          onSelectionChange={show}
        />
      </div>
    </Panel>
  );
}
