import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { moneyText } from "../../../api/money";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { AccountName } from "../../../parts/AccountName";
import { Failure } from "../../../ui/Failure";
import { Columns, Page } from "../../../ui/Page";
import { Badge, Skeleton } from "../../../ui/shown";
import { useInvoice } from "../queries";
import { type Invoice, TONES } from "../types";
import { Acts } from "./Acts";
import { Covered } from "./Covered";
import { InvoiceFacts } from "./InvoiceFacts";
import { Lines } from "./Lines";
import { Way } from "./Way";
import "./invoice.css";

const route = getRouteApi("/shell/invoices/$invoiceId");

/** One invoice: what it says, what it is for, how far it is, and what is to be done with it. */
export function InvoicePage() {
  const { t } = useTranslation("invoices");
  const { invoiceId } = route.useParams();
  const { data, error, refetch } = useInvoice(invoiceId);
  const crumbs = [
    { name: t("receivables"), go: { to: "/receivables" } },
    { name: t("title"), go: { to: "/invoices" } },
  ];
  if (error) {
    return (
      <Page title={t("title")} crumbs={crumbs}>
        <Failure of={error} retry={() => void refetch()} />
      </Page>
    );
  }
  if (!data) {
    return (
      <Page title={t("title")} finding={null} crumbs={crumbs}>
        <Skeleton lines={8} />
      </Page>
    );
  }
  return <Shown key={data.id} of={data} crumbs={crumbs} />;
}

function Shown({ of, crumbs }: { of: Invoice; crumbs: { name: string; go: { to: string } }[] }) {
  const { t } = useTranslation("invoices");
  const word = useWords();
  const { language } = useSession();
  const tone = TONES[of.state];
  const amount = of.gross ? moneyText(of.gross, language) : "";
  return (
    <Page
      title={of.invoiceNumber || of.number}
      finding={t(of.originalId ? "one.red" : "one.invoice", { amount, type: word("InvoiceType", of.type) })}
      badges={<Badge {...(tone && { tone })}>{word("InvoiceState", of.state)}</Badge>}
      crumbs={crumbs}
      note={<AccountName id={of.customerId} />}
      actions={<Acts of={of} />}
    >
      <Columns
        main={
          <>
            <Lines of={of} />
            <Covered of={of} />
          </>
        }
        side={
          <>
            <Way of={of} />
            <InvoiceFacts of={of} />
          </>
        }
      />
    </Page>
  );
}
