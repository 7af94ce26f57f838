import { useWords } from "../../i18n/words";
import type { Milestone } from "./types";

/** What a milestone is called: by its own name, or by its kind and, where there are several, its line or lot. */
export function useMilestoneName(): (milestone: Pick<Milestone, "kind" | "code" | "name">) => string {
  const word = useWords();
  return ({ kind, code, name }) => name || [word("MilestoneKind", kind), code].filter(Boolean).join(" ");
}
