import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, reply } from "../../../api/client";
import { Problem } from "../../../api/problem";
import { useProblemText } from "../../../api/problemText";
import type { Language } from "../../../i18n";
import { useRested } from "../../../ui/useRested";
import { useNames } from "./useNames";

const PAUSE = 250;

export interface Tried {
  title: string;
  body: string;
}

export interface Preview {
  shown: Tried | undefined;
  /** What may be named in texts of this event. */
  names: readonly string[];
  /** What is wrong, at the field where it is. */
  errors: Partial<Tried>;
  /** Why it cannot be shown at all. */
  failure: Problem | undefined;
}

/** What texts come to; those that are typed are tried a moment after. Names stand for what they will say. */
export function usePreview(templateId: string | undefined, tried: Tried, language: Language): Preview {
  const { parameters } = useNames();
  const textOf = useProblemText();
  // Together, so that what was typed into one is never tried with what stood in the other.
  const now = useMemo(() => ({ title: tried.title, body: tried.body }), [tried.title, tried.body]);
  const { title, body } = useRested(now, PAUSE);
  const found = useQuery({
    queryKey: ["templatePreview", templateId, title, body, language],
    queryFn: () =>
      reply(
        api.POST("/v1/templates/{template_id}:preview", {
          params: { path: { template_id: templateId ?? "" } },
          body: { title, body, language, parameters: parameters() },
        }),
      ),
    enabled: Boolean(templateId),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const problem = found.error instanceof Problem ? found.error : undefined;
  const [field] = Object.keys(problem?.faultsByField ?? {});
  const said = problem && field ? { [/body/i.test(field) ? "body" : "title"]: textOf(problem) } : {};
  return {
    shown: problem ? undefined : found.data,
    names: found.data?.names ?? [],
    errors: said,
    failure: field ? undefined : problem,
  };
}
