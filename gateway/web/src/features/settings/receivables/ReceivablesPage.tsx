import { useTranslation } from "react-i18next";
import { $api } from "../../../api/client";
import { Failure } from "../../../ui/Failure";
import { Page } from "../../../ui/Page";
import { Panel } from "../../../ui/Panel";
import { Skeleton } from "../../../ui/shown";
import { useUp } from "../frame/useUp";
import { BillsPanel } from "./BillsPanel";
import { CashPanel } from "./CashPanel";
import { CreditPanel } from "./CreditPanel";
import { DaysPanel } from "./DaysPanel";
import { InterestPanel } from "./InterestPanel";
import { LimitPanel } from "./LimitPanel";
import { ProvisionPanel } from "./ProvisionPanel";
import { KINDS, type Settings } from "./settings";

/** By which rules money is booked, and how long one waits for it. */
export function ReceivablesPage() {
  const { t } = useTranslation("settings");
  const { data, error, refetch } = $api.useQuery("get", "/v1/receivableSettings");
  return (
    <Page title={t("sections.receivables.name")} crumbs={useUp()} note={t("sections.receivables.text")}>
      {error ? (
        <Failure of={error} retry={() => void refetch()} />
      ) : data ? (
        <Rules of={data} />
      ) : (
        <Panel>
          <Skeleton lines={6} />
        </Panel>
      )}
    </Page>
  );
}

function Rules({ of: settings }: { of: Settings }) {
  return (
    <>
      <CashPanel of={settings} />
      <BillsPanel of={settings} />
      {KINDS.map((kind) => (
        <LimitPanel key={kind} of={settings} kind={kind} />
      ))}
      <CreditPanel of={settings} />
      <InterestPanel of={settings} />
      <ProvisionPanel of={settings} />
      <DaysPanel of={settings} about="statements" />
      <DaysPanel of={settings} about="promises" />
    </>
  );
}
