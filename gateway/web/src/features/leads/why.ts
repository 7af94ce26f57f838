import type { Language } from "../../i18n";
import { said } from "../../parts/said";
import type { Lead } from "./types";

/** Why it was returned, released or given up: in the language of the page where the product gave the reason, as it was written otherwise. */
export function closedWhy(
  { closeWhy, closeReason }: Pick<Lead, "closeWhy" | "closeReason">,
  language: Language,
): string {
  return said(closeWhy, language) || closeReason;
}
