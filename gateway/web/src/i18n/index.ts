import i18next, { type InitOptions } from "i18next";
import { initReactI18next } from "react-i18next";
import type chinese from "./zh-CN/ui.json";

export const LANGUAGES = ["zh-CN", "en-US"] as const;
export type Language = (typeof LANGUAGES)[number];
const KEPT = "language";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "ui";
    resources: { ui: typeof chinese };
  }
}

/** Only the catalogue of the language in use is loaded. */
async function catalogue(language: Language): Promise<typeof chinese> {
  const found = language === "zh-CN" ? await import("./zh-CN/ui.json") : await import("./en-US/ui.json");
  return found.default;
}

export async function startTexts(language = kept()): Promise<void> {
  const options: InitOptions = {
    lng: language,
    defaultNS: "ui",
    resources: { [language]: { ui: await catalogue(language) } },
    interpolation: { escapeValue: false },
  };
  await i18next.use(initReactI18next).init(options);
  document.documentElement.lang = language;
}

export async function changeLanguage(language: Language): Promise<void> {
  i18next.addResourceBundle(language, "ui", await catalogue(language));
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  localStorage.setItem(KEPT, language);
}

/** What `first-paint.js` found. */
function kept(): Language {
  return LANGUAGES.find((language) => language === document.documentElement.lang) ?? "zh-CN";
}
