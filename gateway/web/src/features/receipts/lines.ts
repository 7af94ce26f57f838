import { toMinor } from "../../api/money";
import type { Allocation, Receipt } from "./types";

/** Lines that no other line takes back. */
export function living({ allocations }: Pick<Receipt, "allocations">, kind?: Allocation["kind"]): Allocation[] {
  const gone = new Set(allocations.map(({ reversesId }) => reversesId));
  return allocations.filter((line) => !line.reversesId && !gone.has(line.id) && (!kind || line.kind === kind));
}

export function pendingReversal({ reversals }: Pick<Receipt, "reversals">) {
  return reversals.find(({ state }) => state === "REVERSAL_STATE_ASKED");
}

export type Refusal = "reversed" | "unidentified" | "enteredBy" | "owner" | "nothing";

/** Why this person may not allocate this receipt, whatever their role: who enters money or owns the customer never does. */
export function refusalOf(of: Receipt, me: string): Refusal | undefined {
  if (of.state === "RECEIPT_STATE_REVERSED") return "reversed";
  if (!of.customerId) return "unidentified";
  if (of.enteredBy === me) return "enteredBy";
  if (of.ownerId === me) return "owner";
  return minorOf(of.unapplied) + minorOf(of.advance) === 0n ? "nothing" : undefined;
}

/** What is held in advance, in minor units, by the instalment that it is for. */
export function heldOf(of: Pick<Receipt, "allocations">): Map<string, bigint> {
  const held = new Map<string, bigint>();
  for (const { instalmentId, amount } of living(of, "ALLOCATION_KIND_ADVANCE")) {
    held.set(instalmentId, (held.get(instalmentId) ?? 0n) + minorOf(amount));
  }
  return held;
}

const minorOf = (amount: Receipt["amount"]): bigint => (amount ? toMinor(amount) : 0n);
