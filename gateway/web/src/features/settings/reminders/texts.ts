import type { Template } from "./queries";

const FIELDS = ["title", "body", "titleEn", "bodyEn"] as const;
export type TextField = (typeof FIELDS)[number];
export type Texts = Pick<Template, TextField>;

export function isTextField(name: string): name is TextField {
  return FIELDS.some((field) => field === name);
}

export function textsOf(template: Template | undefined): Texts {
  const { title = "", body = "", titleEn = "", bodyEn = "" } = template ?? {};
  return { title, body, titleEn, bodyEn };
}

/** The text with a name where the caret stands. */
export function withName(text: string, name: string, at: number): string {
  return `${text.slice(0, at)}{{ ${name} }}${text.slice(at)}`;
}

/** A text as one reads it in a list: names as what they stand for, without what chooses between parts. */
export function readable(text: string, nameOf: (name: string) => string): string {
  return text.replace(/\{%.*?%\}/g, "").replace(/\{\{\s*(\w+).*?\}\}/g, (_, name: string) => nameOf(name));
}
