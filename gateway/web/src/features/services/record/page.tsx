import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { moneyText } from "../../../api/money";
import { useSession } from "../../../app/session";
import { Attachments } from "../../../parts/Attachments";
import { useAccountName } from "../../../parts/accounts";
import { InstalmentDrawer } from "../../../parts/instalment/InstalmentDrawer";
import { Neighbours } from "../../../parts/Neighbours";
import { Failure } from "../../../ui/Failure";
import { Columns, Page } from "../../../ui/Page";
import { Panel } from "../../../ui/Panel";
import { Skeleton } from "../../../ui/shown";
import { ChargeState } from "../ChargeState";
import { useCharge } from "../queries";
import type { ServiceCharge } from "../types";
import { Acts } from "./Acts";
import { ChargeFacts } from "./ChargeFacts";
import { LinesPanel } from "./LinesPanel";
import { OwedPanel } from "./OwedPanel";
import "../services.css";

const route = getRouteApi("/shell/receivables/services/$chargeId");

/** The charge for one visit: what was done, what it comes to, and what is owed of it. */
export function ServicePage() {
  const { t } = useTranslation("services");
  const { chargeId } = route.useParams();
  const { data, error, refetch } = useCharge(chargeId);
  if (data) return <Shown key={data.id} of={data} />;
  const crumbs = [{ name: t("title"), go: { to: "/receivables/services" } }];
  return (
    <Page title={t("one.title")} crumbs={crumbs} {...(!error && { finding: null })}>
      {error ? <Failure of={error} retry={() => void refetch()} /> : <Skeleton lines={10} />}
    </Page>
  );
}

function Shown({ of }: { of: ServiceCharge }) {
  const { t } = useTranslation("services");
  const { language } = useSession();
  const account = useAccountName(of.customerId);
  const { instalment } = route.useSearch();
  const navigate = route.useNavigate();
  const open = (id: string | undefined): void => {
    void navigate({ search: { instalment: id }, replace: true, resetScroll: false });
  };
  const amount = of.gross ? moneyText(of.gross, language, "exact") : "";
  return (
    <Page
      title={of.number}
      finding={t(`one.${of.state}`, { amount })}
      badges={<ChargeState of={of} />}
      crumbs={[
        { name: t("title"), go: { to: "/receivables/services" } },
        ...(account ? [{ name: account, go: { to: `/customers/${of.customerId}` } }] : []),
      ]}
      actions={
        <>
          <Neighbours list="serviceCharges" id={of.id} />
          <Acts of={of} />
        </>
      }
    >
      {of.reason && <p className="service-note">{t(`reason.${of.state}`, { reason: of.reason })}</p>}
      <Columns
        main={
          <>
            <Panel title={t("field.workDone")}>
              <p className="service-words">{of.workDone || t("one.nothingSaid")}</p>
            </Panel>
            <LinesPanel of={of} />
            <OwedPanel of={of} onOpen={open} />
            <Attachments of={{ type: "service_charge", id: of.id }} usual="ATTACHMENT_CATEGORY_ACCEPTANCE" />
          </>
        }
        side={<ChargeFacts of={of} />}
      />
      <InstalmentDrawer id={instalment} onOpen={open} />
    </Page>
  );
}
