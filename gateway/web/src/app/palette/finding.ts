import type { IconName } from "../../ui/Icon";

/** One line of the palette. */
export interface Choice {
  id: string;
  title: string;
  note?: string;
  icon: IconName;
  /** Where it leads; looked up where the record is part of another one. */
  open: () => Promise<string | undefined>;
  /** The key that does the same. */
  key?: string | undefined;
}

export interface Group {
  name: string;
  choices: readonly Choice[];
}

/** Of /v1/search. */
export interface Result {
  type: string;
  id: string;
  title: string;
  subtitle: string;
  number: string;
}

const LETTERS = /[\s\-_]+/g;

/** Whether what was typed begins a word that the page goes by: its name, pinyin, initials, in any language. */
export function isMeant(typed: string, words: string): boolean {
  const wanted = typed.toLowerCase().replace(LETTERS, "");
  if (!wanted) return true;
  const known = words.toLowerCase().split(/\s+/);
  return known.some((word) => word.startsWith(wanted)) || known.join("").includes(wanted);
}

/** Customers before what hangs on them, colleagues last: what is looked for most comes first. */
const ORDER = [
  "account",
  "contact",
  "lead",
  "opportunity",
  "contract",
  "payment_plan",
  "instalment",
  "receipt",
  "interaction",
];

/** Records by their type; each type in the order of the server, which puts what fits best first. */
export function grouped(results: readonly Result[]): Map<string, Result[]> {
  const groups = new Map<string, Result[]>(ORDER.map((type) => [type, []]));
  for (const result of results) groups.set(result.type, [...(groups.get(result.type) ?? []), result]);
  return new Map([...groups].filter(([, found]) => found.length > 0));
}

/** The line before or behind, around the end. */
export function stepped(at: number, by: number, count: number): number {
  return count === 0 ? 0 : (at + by + count) % count;
}
