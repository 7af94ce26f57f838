import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../../../ui/overlays";
import { LogSheet } from "../../LogSheet";
import type { Act } from "../types";
import { CollectorForm } from "./CollectorForm";
import { DisputeForm } from "./DisputeForm";
import { IntentForm } from "./IntentForm";
import { ClaimInterestForm, WaiveAccruedForm } from "./InterestForm";
import { InterruptForm } from "./InterruptForm";
import { PromiseForm } from "./PromiseForm";
import { RelieveForm } from "./RelieveForm";
import { ResolveForm } from "./ResolveForm";
import { WithdrawInterruption } from "./WithdrawInterruption";
import { WithdrawPromise } from "./WithdrawPromise";

/** The dialog of what is being done about an instalment; none where nothing is. */
export function ActDialog({ act, onClose }: { act: Act | null; onClose: () => void }) {
  const { t } = useTranslation("instalment");
  if (!act) return null;
  const { of } = act;
  const change = (isOpen: boolean): void => {
    if (!isOpen) onClose();
  };
  const name = `${of.contractNumber} ${of.name}`;
  if (act.kind === "withdraw") return <WithdrawPromise of={act.promise} onClose={onClose} />;
  if (act.kind === "withdrawInterruption") {
    return <WithdrawInterruption of={of} interruption={act.interruption} onClose={onClose} />;
  }
  if (act.kind === "log") {
    return (
      <LogSheet of={{ type: "instalment", id: of.id, name, accountId: of.customerId }} isOpen onOpenChange={change} />
    );
  }
  return (
    <Dialog title={t(`title.${act.kind}`, { name })} isOpen onOpenChange={change}>
      {(close) => formOf(act, close)}
    </Dialog>
  );
}

function formOf(
  act: Exclude<Act, { kind: "withdraw" | "withdrawInterruption" | "log" }>,
  close: () => void,
): ReactNode {
  switch (act.kind) {
    case "promise":
      return <PromiseForm of={act.of} close={close} />;
    case "dispute":
      return <DisputeForm of={act.of} close={close} />;
    case "intent":
      return <IntentForm of={act.of} close={close} />;
    case "collector":
      return <CollectorForm of={act.of} close={close} />;
    case "writeOff":
      return <RelieveForm of={act.of} kind="ADJUSTMENT_KIND_WRITE_OFF" close={close} />;
    case "rounding":
      return <RelieveForm of={act.of} kind="ADJUSTMENT_KIND_ROUNDING" close={close} />;
    case "waive":
      return <RelieveForm of={act.of} kind="ADJUSTMENT_KIND_LATE_INTEREST_WAIVER" close={close} />;
    case "claimInterest":
      return <ClaimInterestForm of={act.of} accrued={act.accrued} close={close} />;
    case "waiveAccrued":
      return <WaiveAccruedForm of={act.of} accrued={act.accrued} close={close} />;
    case "interrupt":
      return <InterruptForm of={act.of} close={close} />;
    case "resolve":
      return <ResolveForm of={act.dispute} close={close} />;
  }
}
