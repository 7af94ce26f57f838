import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { moneyText } from "../../../api/money";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { AccountName } from "../../../parts/AccountName";
import { Failure } from "../../../ui/Failure";
import { Columns, Page } from "../../../ui/Page";
import { Badge, Skeleton } from "../../../ui/shown";
import { useBill } from "../queries";
import { type Bill, TONES } from "../types";
import { Acts } from "./Acts";
import { BillFacts } from "./BillFacts";
import { Way } from "./Way";
import "./bill.css";

const route = getRouteApi("/shell/receipts/bills/$billId");

/** One bill: its face, its life, and what is to be done with it. */
export function BillPage() {
  const { t } = useTranslation("bills");
  const { billId } = route.useParams();
  const { data, error, refetch } = useBill(billId);
  const crumbs = [
    { name: t("receipts"), go: { to: "/receipts" } },
    { name: t("title"), go: { to: "/receipts/bills" } },
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

function Shown({ of, crumbs }: { of: Bill; crumbs: { name: string; go: { to: string } }[] }) {
  const { t } = useTranslation("bills");
  const word = useWords();
  const { language } = useSession();
  const tone = TONES[of.state];
  const amount = of.amount ? moneyText(of.amount, language) : "";
  const asked = of.asked && t("asked", { act: word("BillAct", of.asked.act), to: of.asked.counterparty });
  return (
    <Page
      title={of.number}
      finding={asked ?? t("one", { amount, kind: word("BillKind", of.kind), day: of.dueDate })}
      badges={<Badge {...(tone && { tone })}>{word("BillState", of.state)}</Badge>}
      crumbs={crumbs}
      note={of.customerId && <AccountName id={of.customerId} />}
      actions={<Acts of={of} />}
    >
      <Columns main={<Way of={of} />} side={<BillFacts of={of} />} />
    </Page>
  );
}
