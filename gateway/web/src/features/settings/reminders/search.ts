export interface RemindersSearch {
  tab?: "templates" | undefined;
  /** What is open beside the list; "new" for one that is yet to be. */
  rule?: string | undefined;
  template?: string | undefined;
}

export function remindersSearch({ tab, rule, template }: Record<string, unknown>): RemindersSearch {
  return {
    ...(tab === "templates" && { tab }),
    ...(typeof rule === "string" && { rule }),
    ...(typeof template === "string" && { template }),
  };
}
