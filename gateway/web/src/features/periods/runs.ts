import type { ExchangeRun, ProvisionRun } from "./queries";

/** What is reckoned at the end of a period by one person and posted by another; its texts and permissions are called so. */
export type RunKind = "provision" | "exchange";
export type Run = ProvisionRun | ExchangeRun;

/** What can be done with one, as the API has it. */
export interface RunCalls {
  prepare: () => Promise<unknown>;
  post: (id: string) => Promise<unknown>;
  discard: (id: string) => Promise<unknown>;
  reverse: (id: string, reason: string) => Promise<unknown>;
}

/** The one that is prepared or posted: of a period there is one at a time. */
export function standingOf<Kind extends Run>(runs: readonly Kind[] | undefined): Kind | undefined {
  return runs?.find(({ state }) => state.endsWith("PREPARED") || state.endsWith("POSTED"));
}
