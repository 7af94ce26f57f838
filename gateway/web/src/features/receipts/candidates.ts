import { fromMinor, type Money, toMinor } from "../../api/money";
import type { Tone } from "../../ui/shown";
import type { Candidate, MatchReason } from "./types";

/** From here on a proposal is as good as certain; below it somebody should look twice. */
export const SURE = 90;
const LIKELY = 60;

const AGAINST: ReadonlySet<MatchReason> = new Set([
  "MATCH_REASON_SEVERAL_FIT",
  "MATCH_REASON_RETENTION",
  "MATCH_REASON_PAYER_ANOTHER",
  "MATCH_REASON_REFERENCE_ANOTHER",
]);

export function isAgainst(reason: MatchReason): boolean {
  return AGAINST.has(reason);
}

export function toneOf(confidence: number): Tone {
  return confidence >= SURE ? "good" : confidence >= LIKELY ? "info" : "warn";
}

/** What a candidate pays, and what is left of the money then. */
export function paidBy(candidate: Candidate, unapplied: Money): { paid: Money; left: Money } {
  const minor = candidate.lines.reduce((sum, { amount }) => sum + (amount ? toMinor(amount) : 0n), 0n);
  const { currencyCode } = unapplied;
  return { paid: fromMinor(minor, currencyCode), left: fromMinor(toMinor(unapplied) - minor, currencyCode) };
}

/** The next one, or the one before, without going around: the end of a list is felt. */
export function stepped(at: number, by: 1 | -1, count: number): number {
  return Math.min(count - 1, Math.max(0, at + by));
}
