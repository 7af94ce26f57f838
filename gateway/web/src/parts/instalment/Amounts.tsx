import type { Money as Amount } from "../../api/money";
import { useSession } from "../../app/session";
import { Money } from "../../ui/shown";
import { inOrder } from "./sums";
import "./amounts.css";

/** Sums of several currencies below each other; a zero of the company's own where there is nothing. */
export function Amounts({ of, isLate = false }: { of: readonly (Amount | undefined)[]; isLate?: boolean }) {
  const { currency } = useSession();
  const shown = inOrder(of, currency);
  const [first, ...others] = shown.length > 0 ? shown : [{ currencyCode: currency, amount: "0" }];
  return (
    <span className="amounts">
      {first && <Money of={first} precision="short" isLate={isLate && shown.length > 0} />}
      {others.map((amount) => (
        <span key={amount.currencyCode} className="amounts-more">
          <Money of={amount} precision="short" isLate={isLate} />
        </span>
      ))}
    </span>
  );
}
