import { useSession } from "../../../app/session";
import { inOrder } from "../../../parts/instalment/sums";
import { Money } from "../../../ui/shown";
import { type Counted, useOpenDeals, useOwed } from "./money";

/** What it may buy: the amount, and how many deals that are. */
export function OpenDeals({ id }: { id: string }) {
  return <Cell of={useOpenDeals(id).data} isCounted />;
}

/** What it owes; red where something of it is overdue. */
export function Owed({ id }: { id: string }) {
  return <Cell of={useOwed(id).data} />;
}

function Cell({ of, isCounted = false }: { of: Counted | null | undefined; isCounted?: boolean }) {
  const { currency } = useSession();
  if (!of) return null;
  const amounts = inOrder(of.amounts, currency);
  if (of.count === 0) return <span className="customers-none">—</span>;
  return (
    <span className="customers-money">
      {amounts.map((amount) => (
        <Money key={amount.currencyCode} of={amount} precision="short" isLate={of.isOverdue} />
      ))}
      {isCounted && <small>×{of.count}</small>}
    </span>
  );
}
