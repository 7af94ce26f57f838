import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { moneyText } from "../../../api/money";
import { useSession } from "../../../app/session";
import { AccountName } from "../../../parts/AccountName";
import { useAccountName } from "../../../parts/accounts";
import { has } from "../../../parts/instalment/standing";
import { Failure } from "../../../ui/Failure";
import { GoLink } from "../../../ui/Go";
import { useNeighbours } from "../../../ui/grid/neighbours";
import { Columns, Page } from "../../../ui/Page";
import { Badge, Skeleton } from "../../../ui/shown";
import { ClaimsOf } from "../claims/ClaimsOf";
import { pendingReversal } from "../lines";
import { Proposals, useIsProposed } from "../proposals/Proposals";
import { useReceipt } from "../queries";
import type { Receipt } from "../types";
import { Advances } from "./Advances";
import { Allocate } from "./Allocate";
import { Identify } from "./Identify";
import { Paid } from "./Paid";
import { ReceiptFacts } from "./ReceiptFacts";
import { Refund } from "./Refund";
import { Reversals } from "./Reversals";
import "./receipt.css";

const route = getRouteApi("/shell/receipts/$receiptId");

/** One receipt: whose money it is, what it pays, what is left of it, what was taken back. */
export function ReceiptPage() {
  const { t } = useTranslation("receipts");
  const { receiptId } = route.useParams();
  const { data, error, refetch } = useReceipt(receiptId);
  const crumbs = [
    { name: t("receivables"), go: { to: "/receivables" } },
    { name: t("title"), go: { to: "/receipts" } },
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
  // What was typed for one receipt is not meant for the next.
  return <Shown key={data.id} of={data} crumbs={crumbs} />;
}

function Shown({ of, crumbs }: { of: Receipt; crumbs: { name: string; go: { to: string } }[] }) {
  const { t } = useTranslation("receipts");
  const isProposed = useIsProposed(of);
  // Who goes through the proposals goes on to the next one of them.
  const proposed = useNeighbours("receiptProposals", of.id);
  const listed = useNeighbours("receipts", of.id);
  const near = proposed ?? listed;
  return (
    <Page
      title={of.number}
      finding={useFinding(of)}
      badges={<State of={of} />}
      crumbs={crumbs}
      note={of.customerId ? <AccountName id={of.customerId} /> : of.payerName}
      actions={
        <>
          <Refund of={of} />
          {near?.next && (
            <GoLink go={near.next} className="button">
              {t("next")}
            </GoLink>
          )}
        </>
      }
    >
      <Columns
        main={
          <>
            {!of.customerId && <ClaimsOf of={of} />}
            <Proposals of={of} />
            {!of.customerId && <Identify of={of} isProposed={isProposed} />}
            <Allocate of={of} isProposed={isProposed} />
            <Advances of={of} />
            <Paid of={of} />
          </>
        }
        side={
          <>
            <Reversals of={of} />
            <ReceiptFacts of={of} />
            {of.customerId && <ClaimsOf of={of} />}
            {of.customerId && <Identify of={of} />}
          </>
        }
      />
    </Page>
  );
}

function useFinding(of: Receipt): string {
  const { t } = useTranslation("receipts");
  const { language } = useSession();
  const customer = useAccountName(of.customerId || undefined);
  const text = (amount: Receipt["amount"]): string => (amount ? moneyText(amount, language) : "");
  if (of.state === "RECEIPT_STATE_REVERSED") return t("one.reversed", { amount: text(of.amount) });
  if (!of.customerId) return t("one.unidentified", { amount: text(of.amount) });
  if (has(of.unapplied)) return t("one.unapplied", { amount: text(of.amount), left: text(of.unapplied) });
  return t("one.applied", { amount: text(of.amount), customer: customer ?? "" });
}

function State({ of }: { of: Receipt }) {
  const { t } = useTranslation("receipts");
  if (pendingReversal(of)) return <Badge tone="warn">{t("state.asked")}</Badge>;
  if (of.state === "RECEIPT_STATE_REVERSED") return <Badge>{t("state.reversed")}</Badge>;
  return null;
}
