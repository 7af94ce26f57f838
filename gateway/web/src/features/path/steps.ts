import type { components } from "../../api/generated/openapi";
import { type Money, sum, toMinor } from "../../api/money";

type Schemas = components["schemas"];
export type Step = Schemas["receivables.CollectionStep"];
export type Row = Schemas["receivables.CollectionPathRow"];
export type Layer = Schemas["common.PaymentLayer"];
export type Instalment = Schemas["receivables.Instalment"];

/** These are shown where something stands on them: not every company has them. */
export const RARE: readonly Step[] = ["COLLECTION_STEP_INVOICE", "COLLECTION_STEP_BILL"];

/** In the order in which money takes them. */
export const STEPS = [
  "COLLECTION_STEP_MILESTONE",
  "COLLECTION_STEP_INVOICE",
  "COLLECTION_STEP_NOT_DUE",
  "COLLECTION_STEP_DUE",
  "COLLECTION_STEP_OVERDUE",
  "COLLECTION_STEP_PROMISED",
  "COLLECTION_STEP_DISPUTED",
  "COLLECTION_STEP_BILL",
  "COLLECTION_STEP_SETTLED",
] as const satisfies readonly Step[];

/** Steps of what is owed: late there is overdue. Before it a milestone is late, after it nothing matters any more. */
const OWED: readonly Step[] = STEPS.slice(1, 8);
export const isOwed = (step: Step): boolean => OWED.includes(step);

/** Invoices that somebody has to do something about before the customer can pay. */
const UNDER_WAY = ["REQUESTED", "APPROVED", "RETURNED", "ISSUED", "DELIVERED"]
  .map((progress) => `invoice_progress = ${progress}`)
  .join(" OR ");

/** The rows of a step, as the list of instalments is filtered. */
const FILTERS: Readonly<Record<(typeof STEPS)[number], string>> = {
  COLLECTION_STEP_MILESTONE: "claim_state = PLANNED",
  COLLECTION_STEP_INVOICE: `claim_state = CLAIMABLE AND payable > 0 AND due_date >= today AND (${UNDER_WAY})`,
  COLLECTION_STEP_NOT_DUE: `claim_state = CLAIMABLE AND payable > 0 AND due_date > today+7d AND NOT (${UNDER_WAY})`,
  COLLECTION_STEP_DUE: `claim_state = CLAIMABLE AND payable > 0 AND due_date >= today AND due_date <= today+7d AND NOT (${UNDER_WAY})`,
  COLLECTION_STEP_OVERDUE: "claim_state = CLAIMABLE AND payable > 0 AND due_date < today",
  COLLECTION_STEP_PROMISED: "claim_state = CLAIMABLE AND promised > 0",
  COLLECTION_STEP_DISPUTED: "claim_state = CLAIMABLE AND disputed > 0",
  COLLECTION_STEP_BILL: "claim_state = CLAIMABLE AND in_bills > 0",
  COLLECTION_STEP_SETTLED: "claim_state = CLOSED AND settle_date >= today-30d",
};

export function filterOf(step: (typeof STEPS)[number], layer: Layer, currency: string, owner?: string | null): string {
  const parts = [FILTERS[step], `layer = ${layer.replace("PAYMENT_LAYER_", "")}`, `currency = ${currency}`];
  if (owner === "") parts.push("owner_id = null");
  else if (owner) parts.push(`owner_id = "${owner}"`);
  return parts.join(" AND ");
}

/** What of an instalment stands on the step. */
export function amountOn(step: Step, of: Instalment): Money | undefined {
  if (step === "COLLECTION_STEP_PROMISED") return of.promised;
  if (step === "COLLECTION_STEP_DISPUTED") return of.disputed;
  if (step === "COLLECTION_STEP_BILL") return of.inBills;
  if (step === "COLLECTION_STEP_SETTLED") return of.amount;
  return step === "COLLECTION_STEP_MILESTONE" ? of.open : of.payable;
}

/** The currencies in which there is anything, the company's own first. */
export function currenciesOf(rows: readonly Row[], own: string): string[] {
  const found = new Set(rows.flatMap(({ amount }) => (amount ? [amount.currencyCode] : [])));
  return [...found].sort((one, other) => (one === own ? -1 : other === own ? 1 : one.localeCompare(other)));
}

export interface Stuck {
  /** Overdue on all steps together. */
  overdue: Money;
  /** Where most of it is; where nothing is overdue, where most of the money is. */
  worst: Step | undefined;
  /** How much of it is there, in per cent. */
  share: number;
}

/** Where the money of one currency is stuck. */
export function stuckIn(rows: readonly Row[], currency: string): Stuck {
  const late = rows.filter(({ step, late: amount }) => isOwed(step) && amount && toMinor(amount) > 0n);
  const overdue = sum(
    late.flatMap(({ late: amount }) => amount ?? []),
    currency,
  );
  const [most] = late.toSorted((one, other) => compare(other.late, one.late));
  if (!most?.late) {
    const [largest] = rows
      .filter(({ step }) => step !== "COLLECTION_STEP_SETTLED")
      .toSorted((one, other) => compare(other.amount, one.amount));
    return { overdue, worst: largest?.step, share: 0 };
  }
  return { overdue, worst: most.step, share: Number((toMinor(most.late) * 100n) / toMinor(overdue)) };
}

function compare(one: Money | undefined, other: Money | undefined): number {
  const [first, second] = [one ? toMinor(one) : 0n, other ? toMinor(other) : 0n];
  return first < second ? -1 : first > second ? 1 : 0;
}
