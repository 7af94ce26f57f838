import { getRouteApi, Navigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Attachments } from "../../../parts/Attachments";
import { InstalmentDrawer } from "../../../parts/instalment/InstalmentDrawer";
import { Talks } from "../../../parts/Talks";
import { Failure } from "../../../ui/Failure";
import { Columns, Page } from "../../../ui/Page";
import { Skeleton } from "../../../ui/shown";
import { ContractDialogs, type Doing } from "../acts/ContractDialogs";
import { useContract, usePlan } from "../queries";
import type { Contract } from "../types";
import { AuditPanel } from "./AuditPanel";
import { ContractActions } from "./ContractActions";
import { ContractHead } from "./ContractHead";
import { FactsPanel } from "./FactsPanel";
import { InstalmentsPanel } from "./InstalmentsPanel";
import { InterestPanel } from "./InterestPanel";
import { InvoicesPanel } from "./InvoicesPanel";
import { LifePanel } from "./LifePanel";
import { LinesPanel } from "./LinesPanel";
import { MilestonesPanel } from "./MilestonesPanel";
import { MoneyFigures } from "./MoneyFigures";
import { OrdersPanel } from "./OrdersPanel";
import { PartiesPanel } from "./PartiesPanel";
import { ReceiptsPanel } from "./ReceiptsPanel";
import { RevisionsPanel } from "./RevisionsPanel";
import { TeamPanel } from "./TeamPanel";
import { TermsPanel } from "./TermsPanel";
import { VersionsPanel } from "./VersionsPanel";
import { WordsPanel } from "./WordsPanel";
import "./record.css";

const route = getRouteApi("/shell/contracts/$contractId");

/** One contract: where its money stands comes first. */
export function ContractPage() {
  const { contractId } = route.useParams();
  const { t } = useTranslation("contracts");
  const { data: contract, error, refetch } = useContract(contractId);
  if (contract) return <Record key={contract.id} contract={contract} />;
  if (error) return <Elsewhere id={contractId} error={error} retry={() => void refetch()} />;
  return (
    <Page title={t("one")} crumbs={[{ name: t("title"), go: { to: "/contracts" } }]} finding={null}>
      <Skeleton lines={12} />
    </Page>
  );
}

/** What is owed may rest on an order, on a visit, or on a month of a customer: links that name the document of a plan lead there. */
function Elsewhere({ id, error, retry }: { id: string; error: unknown; retry: () => void }) {
  const { t } = useTranslation("contracts");
  const { plan } = usePlan(id);
  if (plan?.basis === "BASIS_ORDER") return <Navigate to="/orders/$orderId" params={{ orderId: id }} replace />;
  if (plan?.basis === "BASIS_SERVICE_CHARGE") {
    return <Navigate to="/receivables/services/$chargeId" params={{ chargeId: id }} replace />;
  }
  if (plan?.basis === "BASIS_MONTHLY_STATEMENT") {
    return <Navigate to="/customers/$customerId" params={{ customerId: plan.customerId }} replace />;
  }
  return (
    <Page title={t("one")} crumbs={[{ name: t("title"), go: { to: "/contracts" } }]}>
      <Failure of={error} retry={retry} />
    </Page>
  );
}

function Record({ contract }: { contract: Contract }) {
  const { instalment } = route.useSearch();
  const navigate = route.useNavigate();
  const [doing, setDoing] = useState<Doing | null>(null);
  const { plan } = usePlan(contract.id);
  const open = (id: string | undefined): void => {
    void navigate({ search: { instalment: id }, replace: true, resetScroll: false });
  };
  return (
    <ContractHead contract={contract} actions={<ContractActions contract={contract} onDo={setDoing} />}>
      <LifePanel contract={contract} />
      {plan && <MoneyFigures plan={plan} />}
      <Columns
        main={
          <>
            {contract.frame && <OrdersPanel contract={contract} />}
            {plan ? (
              <InstalmentsPanel contract={contract} plan={plan} onOpen={open} />
            ) : (
              !contract.frame && <TermsPanel contract={contract} />
            )}
            {plan && <RevisionsPanel plan={plan} />}
            <MilestonesPanel contract={contract} onDo={setDoing} />
            {plan && <WordsPanel plan={plan} onOpen={open} />}
            {plan && <InterestPanel plan={plan} onOpen={open} />}
            {plan && <InvoicesPanel plan={plan} />}
            {plan && <ReceiptsPanel plan={plan} />}
            {!contract.frame && <LinesPanel contract={contract} />}
            {plan && <TermsPanel contract={contract} />}
            {plan && <VersionsPanel plan={plan} />}
            <Talks
              of={{ type: "contract", id: contract.id, name: contract.name, accountId: contract.accountId }}
              field="contract_id"
            />
            <Attachments of={{ type: "contract", id: contract.id }} usual="ATTACHMENT_CATEGORY_CONTRACT_SCAN" />
            <AuditPanel contract={contract} plan={plan} />
          </>
        }
        side={
          <>
            <FactsPanel contract={contract} />
            <PartiesPanel contract={contract} />
            <TeamPanel contract={contract} />
          </>
        }
      />
      <ContractDialogs contract={contract} doing={doing} onClose={() => setDoing(null)} />
      <InstalmentDrawer id={instalment} onOpen={open} />
    </ContractHead>
  );
}
