import { fromMinor, type Money, toMinor } from "../../api/money";
import type { Instalment } from "./types";

/** So much of a receipt for this instalment. */
export interface Portion {
  instalmentId: string;
  amount: Money;
}

interface Candidate {
  id: string;
  /** Less is earlier; equals share. */
  rank: string;
  limit: bigint;
}

/** What is held in advance, in minor units, by the instalment that it is for. */
export type Held = ReadonlyMap<string, bigint>;

/**
 * What a receipt pays where nobody says it line by line, in the order of the server: what is held for a claim goes to that claim; with the
 * rest, first the contract that the payer refers to, what is due before what is not, the oldest first, equals in proportion; never disputed
 * amounts, retention or what is asked for before delivery.
 */
export function proposal(
  unapplied: Money,
  owed: readonly Instalment[],
  { today, contractId = "", held = new Map() }: { today: string; contractId?: string; held?: Held },
): Portion[] {
  const paid = new Map(owed.flatMap((each) => ofHeld(each, held)));
  const candidates = owed.flatMap((each) => candidateOf(each, today, contractId, paid.get(each.id) ?? 0n));
  candidates.sort((one, other) => (one.rank + one.id < other.rank + other.id ? -1 : 1));
  let left = toMinor(unapplied);
  for (const equals of groups(candidates)) {
    const limits = equals.map(({ limit }) => limit);
    for (const [at, share] of inProportion(left, limits).entries()) {
      const id = equals[at]?.id ?? "";
      left -= share;
      paid.set(id, (paid.get(id) ?? 0n) + share);
    }
  }
  const { currencyCode } = unapplied;
  return [...paid].flatMap(([instalmentId, minor]) =>
    minor > 0n ? [{ instalmentId, amount: fromMinor(minor, currencyCode) }] : [],
  );
}

function ofHeld(of: Instalment, held: Held): [string, bigint][] {
  const [kept, limit] = [held.get(of.id) ?? 0n, payableOf(of)];
  return kept > 0n ? [[of.id, kept < limit ? kept : limit]] : [];
}

/** Those of one rank together, in their order. */
function groups(sorted: readonly Candidate[]): Candidate[][] {
  const found = new Map<string, Candidate[]>();
  for (const each of sorted) found.set(each.rank, [...(found.get(each.rank) ?? []), each]);
  return [...found.values()];
}

function candidateOf(of: Instalment, today: string, contractId: string, paid: bigint): Candidate[] {
  if (of.layer !== "PAYMENT_LAYER_NORMAL" || !of.open) return [];
  const limit = payableOf(of) - paid;
  const rank = [contractId !== "" && of.contractId === contractId ? 0 : 1, of.dueDate > today ? 1 : 0, of.dueDate].join(
    " ",
  );
  return limit > 0n ? [{ id: of.id, rank, limit }] : [];
}

/** What of it nobody disputes, in minor units. */
function payableOf({ open, disputed }: Instalment): bigint {
  return (open ? toMinor(open) : 0n) - (disputed ? toMinor(disputed) : 0n);
}

/** Parts of `total` in proportion to the limits, none above its own. What rounding leaves goes unit by unit to the first. */
export function inProportion(total: bigint, limits: readonly bigint[]): bigint[] {
  const whole = limits.reduce((sum, limit) => sum + limit, 0n);
  if (total >= whole) return [...limits];
  const parts = limits.map((limit) => (total * limit) / whole);
  let rest = total - parts.reduce((sum, part) => sum + part, 0n);
  return parts.map((part, at) => {
    if (rest === 0n || part >= (limits[at] ?? 0n)) return part;
    rest -= 1n;
    return part + 1n;
  });
}
