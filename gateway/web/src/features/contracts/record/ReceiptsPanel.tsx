import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { Failure } from "../../../ui/Failure";
import { Panel } from "../../../ui/Panel";
import { Badge, DateText, Money, Skeleton } from "../../../ui/shown";
import { useReceipts } from "../queries";
import type { Plan } from "../types";

/** The money that came for this contract: which receipt paid which instalment. */
export function ReceiptsPanel({ plan }: { plan: Plan }) {
  const { t } = useTranslation("contracts");
  const word = useWords();
  const { may, zone } = useSession();
  const { data, error, refetch } = useReceipts(plan.customerId);
  if (!may("receipt.read")) return null;
  const receipts = data?.receipts ?? [];
  const names = new Map(plan.instalments.map(({ id, name }) => [id, name]));
  const paid = receipts.flatMap((receipt) =>
    receipt.allocations
      .filter(({ paymentPlanId }) => paymentPlanId === plan.id)
      .map((allocation) => ({ receipt, allocation })),
  );
  return (
    <Panel title={t("receipts.title")} note={paid.length || undefined}>
      {error ? (
        <Failure of={error} retry={() => void refetch()} isSmall />
      ) : !data ? (
        <Skeleton lines={2} />
      ) : paid.length === 0 ? (
        <p className="contract-none">{t("receipts.none")}</p>
      ) : (
        <ul className="contract-receipts">
          {paid.map(({ receipt, allocation }) => (
            <li key={allocation.id}>
              <DateText of={receipt.receivedDate} zone={zone} />
              <span className="contract-receipt-words">
                {names.get(allocation.instalmentId) ?? t("receipts.other")}
                <span className="contract-quiet">
                  {" "}
                  {receipt.number} · {word("Tender", receipt.tender)} · {receipt.payerName}
                </span>
              </span>
              {(allocation.reversesId || allocation.reversalId) && <Badge>{t("receipts.reversed")}</Badge>}
              <Badge>{word("AllocationKind", allocation.kind)}</Badge>
              {allocation.amount && <Money of={allocation.amount} />}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
