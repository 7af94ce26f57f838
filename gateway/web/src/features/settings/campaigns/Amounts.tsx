import type { Money as Amount } from "../../../api/money";
import { Money } from "../../../ui/shown";

/** One amount per currency, below each other. */
export function Amounts({ of }: { of: readonly Amount[] }) {
  if (of.length === 0) return "—";
  return of.map((amount) => (
    <div key={amount.currencyCode}>
      <Money of={amount} precision="short" />
    </div>
  ));
}
