import i18next, { type TFunction } from "i18next";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Fault, Problem } from "./problem";

type Texts = TFunction<["problems", "ui"]>;

/** Why it was refused, in the language of the page; the server's own words only where the reason has none here. */
export function useProblemText(): (problem: Problem) => string {
  const t = useProblems();
  return useCallback((problem: Problem) => textOf(t, problem), [t]);
}

/** What is wrong with each field, by its dotted name: by its own reason, by that of the problem where only one field is wrong. */
export function useFieldTexts(): (problem: Problem | undefined) => Readonly<Record<string, string>> {
  const t = useProblems();
  return useCallback(
    (problem: Problem | undefined) => {
      const fields = Object.entries(problem?.faultsByField ?? {});
      const only = fields.length === 1 ? problem : undefined;
      return Object.fromEntries(fields.map(([name, fault]) => [name, ofField(t, fault, only)]));
    },
    [t],
  );
}

function ofField(t: Texts, { reason, detail }: Fault, only: Problem | undefined): string {
  if (reason) return t(`problems:${reason}`, { detail, defaultValue: detail });
  return only ? textOf(t, only) : detail;
}

/** Read when something is refused first, not before: nothing waits for them. */
function useProblems(): Texts {
  const { t } = useTranslation(["problems", "ui"], { useSuspense: false });
  return t;
}

function textOf(t: Texts, { reason, metadata, message }: Problem): string {
  return t([`problems:${reason}`, `ui:problem.${reason}`], {
    ...inLanguage(metadata, i18next.language),
    detail: message,
    defaultValue: message || t("ui:problem.other"),
  });
}

/** Parameters that are words come in both languages: `missing` and `missing_en`. */
function inLanguage(metadata: Problem["metadata"], language: string): Problem["metadata"] {
  if (!language.startsWith("en")) return metadata;
  const english = Object.entries(metadata).flatMap(([name, text]) =>
    name.endsWith("_en") ? [[name.slice(0, -3), text]] : [],
  );
  return { ...metadata, ...Object.fromEntries(english) };
}
