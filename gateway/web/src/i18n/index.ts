import i18next, { type InitOptions, type ReadCallback } from "i18next";
import { initReactI18next } from "react-i18next";
import { dayText, isDay } from "./formats";

export const LANGUAGES = ["zh-CN", "en-US"] as const;
export type Language = (typeof LANGUAGES)[number];
const KEPT = "language";

type Catalogue = Record<string, unknown>;

const catalogues = import.meta.glob<Catalogue>("./{zh-CN,en-US}/*.json", { import: "default" });

/** Each area has a catalogue of its own, read when the area is: i18next asks for it, React waits. */
const backend = {
  type: "backend" as const,
  init: () => {},
  read: (language: string, area: string, done: ReadCallback) => {
    const load = catalogues[`./${language}/${area}.json`];
    if (!load) return done(new Error(`No texts of ${area} in ${language}.`), null);
    load().then(
      (found) => done(null, found),
      (error: Error) => done(error, null),
    );
  },
};

/** A day that a sentence names is written like every other day. */
const formatter = {
  type: "formatter" as const,
  init: () => {},
  add: () => {},
  addCached: () => {},
  format: (value: unknown, _format: string | undefined, language = kept()) =>
    isDay(value) ? dayText(value, language) : (value as string),
};

export async function startTexts(language = kept()): Promise<void> {
  const options: InitOptions = {
    lng: language,
    ns: ["ui"],
    defaultNS: "ui",
    load: "currentOnly",
    interpolation: { escapeValue: false, alwaysFormat: true },
    returnNull: false,
  };
  await i18next.use(backend).use(formatter).use(initReactI18next).init(options);
  document.documentElement.lang = language;
}

/** For the `loader` of a route: the texts come beside the code of the page, not after it. */
export function texts(...areas: string[]): () => Promise<void> {
  return () => i18next.loadNamespaces(areas);
}

/** Everything on the screen was made in the old language, data too: the page begins anew. */
export function changeLanguage(language: Language): void {
  localStorage.setItem(KEPT, language);
  location.reload();
}

export function languageOf(text: string): Language {
  return LANGUAGES.find((language) => language === text) ?? "zh-CN";
}

/** What `first-paint.js` found. */
function kept(): Language {
  return languageOf(document.documentElement.lang);
}
