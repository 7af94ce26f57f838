import type { components } from "../../api/generated/openapi";
import type { Tone } from "../../ui/shown";

export type CreditLimit = components["schemas"]["receivables.CreditLimit"];
export type CreditLine = components["schemas"]["receivables.CreditLine"];
export type CreditKind = CreditLimit["kind"];

/** Red is for overdue only: what is exceeded is a warning. */
export const STANDING_TONES: Readonly<Partial<Record<CreditLine["standing"], Tone>>> = {
  CREDIT_STANDING_WITHIN: "good",
  CREDIT_STANDING_NEAR: "info",
  CREDIT_STANDING_EXCEEDED: "warn",
  CREDIT_STANDING_EXPIRED: "warn",
};
