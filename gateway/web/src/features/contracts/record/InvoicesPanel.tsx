import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { Failure } from "../../../ui/Failure";
import { GoLink } from "../../../ui/Go";
import { Panel } from "../../../ui/Panel";
import { Badge, DateText, Money, Skeleton } from "../../../ui/shown";
import { useInvoices } from "../queries";
import type { Plan } from "../types";

/** The invoices of this contract, which instalments each of them is for, and how far it is. */
export function InvoicesPanel({ plan }: { plan: Plan }) {
  const { t } = useTranslation("contracts");
  const word = useWords();
  const { may, zone } = useSession();
  const { data, error, refetch } = useInvoices(plan.contractId);
  if (!may("invoice.read")) return null;
  const invoices = data?.invoices ?? [];
  const names = new Map(plan.instalments.map(({ id, name }) => [id, name]));
  return (
    <Panel title={t("invoices.title")} note={invoices.length || undefined}>
      {error ? (
        <Failure of={error} retry={() => void refetch()} isSmall />
      ) : !data ? (
        <Skeleton lines={2} />
      ) : invoices.length === 0 ? (
        <p className="contract-none">{t("invoices.none")}</p>
      ) : (
        <ul className="contract-receipts">
          {invoices.map((invoice) => (
            <li key={invoice.id}>
              {invoice.issueDate ? <DateText of={invoice.issueDate} zone={zone} /> : <span>—</span>}
              <span className="contract-receipt-words">
                <GoLink go={{ to: "/invoices/$invoiceId", params: { invoiceId: invoice.id } }}>
                  {invoice.invoiceNumber || invoice.number}
                </GoLink>
                <span className="contract-quiet">
                  {" "}
                  {invoice.coverage.map(({ instalmentId }) => names.get(instalmentId) ?? "").join(" · ")}
                </span>
              </span>
              <Badge>{word("InvoiceState", invoice.state)}</Badge>
              {invoice.gross && <Money of={invoice.gross} />}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
