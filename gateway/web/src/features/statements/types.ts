import type { components } from "../../api/generated/openapi";
import type { Tone } from "../../ui/shown";

type Schemas = components["schemas"];
export type Statement = Schemas["receivables.AccountStatement"];
export type StatementInput = Schemas["receivables.AccountStatementInput"];
export type Shared = Schemas["receivables.SharedStatement"];
export type Item = Statement["items"][number];
export type Answer = Schemas["receivables.StatementAnswerInput"];
export type Kind = Statement["kind"];

export const KINDS = ["STATEMENT_KIND_ACCOUNT", "STATEMENT_KIND_CONFIRMATION"] as const;

/** Whoever waits for an answer is marked; what is confirmed is good, what ended is quiet. */
export const TONES: Readonly<Partial<Record<Statement["state"], Tone>>> = {
  ACCOUNT_STATEMENT_STATE_SENT: "info",
  ACCOUNT_STATEMENT_STATE_VIEWED: "info",
  ACCOUNT_STATEMENT_STATE_CONFIRMED: "good",
  ACCOUNT_STATEMENT_STATE_DISPUTED: "warn",
};

/** One click away: what waits for whom. */
export const SEGMENTS = {
  issued: "state = ISSUED",
  waiting: "state = SENT OR state = VIEWED",
  unanswered: "unanswered_time != null AND (state = SENT OR state = VIEWED)",
  disputed: "state = DISPUTED",
  confirmed: "state = CONFIRMED",
} as const;

const OPEN: readonly Statement["state"][] = [
  "ACCOUNT_STATEMENT_STATE_ISSUED",
  "ACCOUNT_STATEMENT_STATE_SENT",
  "ACCOUNT_STATEMENT_STATE_VIEWED",
];
const ENDED: readonly Statement["state"][] = ["ACCOUNT_STATEMENT_STATE_SUPERSEDED", "ACCOUNT_STATEMENT_STATE_REVOKED"];

/** Nobody has answered it yet. */
export function isOpen({ state }: Pick<Statement, "state">): boolean {
  return OPEN.includes(state);
}

/** It stands no more. */
export function isEnded({ state }: Pick<Statement, "state">): boolean {
  return ENDED.includes(state);
}
