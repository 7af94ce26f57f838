import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { moneyText } from "../../../api/money";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { Attachments } from "../../../parts/Attachments";
import { useAccountName } from "../../../parts/accounts";
import { InstalmentDrawer } from "../../../parts/instalment/InstalmentDrawer";
import { Neighbours } from "../../../parts/Neighbours";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { Columns, Page } from "../../../ui/Page";
import { Badge, Skeleton } from "../../../ui/shown";
import { useOrder } from "../queries";
import { type Order, shareOf, TONES } from "../types";
import { ActDialog } from "./ActDialog";
import { type Act, actsFor } from "./acts";
import { CreditPanel } from "./CreditPanel";
import { DeliveriesPanel } from "./DeliveriesPanel";
import { LifePanel } from "./LifePanel";
import { LotsPanel } from "./LotsPanel";
import { OrderFacts } from "./OrderFacts";
import { PlanPanel } from "./PlanPanel";
import { ShipmentPanel } from "./ShipmentPanel";
import { TeamPanel } from "./TeamPanel";
import "./order.css";

const route = getRouteApi("/shell/orders/$orderId");

/** One order: what of it is there comes first. */
export function OrderPage() {
  const { t } = useTranslation("orders");
  const { orderId } = route.useParams();
  const { data, error, refetch } = useOrder(orderId);
  if (data) return <Shown key={data.id} of={data} />;
  return (
    <Page title={t("one")} crumbs={[{ name: t("title"), go: { to: "/orders" } }]} {...(!error && { finding: null })}>
      {error ? <Failure of={error} retry={() => void refetch()} /> : <Skeleton lines={12} />}
    </Page>
  );
}

function Shown({ of }: { of: Order }) {
  const { t } = useTranslation("orders");
  const word = useWords();
  const { language, may, me } = useSession();
  const account = useAccountName(of.accountId);
  const [doing, setDoing] = useState<Act | null>(null);
  const { instalment } = route.useSearch();
  const navigate = route.useNavigate();
  const open = (id: string | undefined): void => {
    void navigate({ search: { instalment: id }, replace: true, resetScroll: false });
  };
  const tone = TONES[of.state];
  const amount = of.gross ? moneyText(of.gross, language, "short") : "";
  const isOnItsWay = of.releaseDate !== "" && of.state !== "SALES_ORDER_STATE_CANCELLED";
  return (
    <Page
      title={of.number}
      finding={
        isOnItsWay
          ? t("finding.share", { share: shareOf(of), amount })
          : t("finding.state", { state: word("SalesOrderState", of.state), amount })
      }
      badges={<Badge {...(tone && { tone })}>{word("SalesOrderState", of.state)}</Badge>}
      crumbs={[
        { name: t("title"), go: { to: "/orders" } },
        ...(account ? [{ name: account, go: { to: `/customers/${of.accountId}` } }] : []),
      ]}
      actions={
        <>
          <Neighbours list="orders" id={of.id} />
          {actsFor(of, me.id, may)
            .toReversed()
            .map((act, at, all) => (
              <Button key={act} kind={at === all.length - 1 ? "main" : "plain"} onPress={() => setDoing(act)}>
                {t(`act.${act}`)}
              </Button>
            ))}
        </>
      }
    >
      <LifePanel of={of} />
      {of.rejectReason && <p className="order-rejected">{t("rejected", { reason: of.rejectReason })}</p>}
      <Columns
        main={
          <>
            <ShipmentPanel of={of} />
            <LotsPanel of={of} />
            <PlanPanel of={of} onOpen={open} />
            <DeliveriesPanel of={of} />
            <Attachments of={{ type: "sales_order", id: of.id }} usual="ATTACHMENT_CATEGORY_DELIVERY_NOTE" />
          </>
        }
        side={
          <>
            <CreditPanel of={of} />
            <OrderFacts of={of} />
            <TeamPanel of={of} />
          </>
        }
      />
      {doing && <ActDialog key={doing} of={of} act={doing} onClose={() => setDoing(null)} />}
      <InstalmentDrawer id={instalment} onOpen={open} />
    </Page>
  );
}
