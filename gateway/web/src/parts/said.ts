import type { Language } from "../i18n";

/** What the server says in both languages: the sentence of a reason, the name of a stage. */
export interface Said {
  text: string;
  textEn: string;
}

export function said(of: Said | undefined, language: Language): string {
  if (!of) return "";
  return language === "en-US" && of.textEn ? of.textEn : of.text;
}

export interface Named {
  name: string;
  nameEn: string;
}

export function named(of: Named | undefined, language: Language): string {
  return of ? said({ text: of.name, textEn: of.nameEn }, language) : "";
}
