import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { todayIn } from "../../../parts/days";
import { EvidenceField, useEvidence } from "../../../parts/EvidenceField";
import { DatePicker } from "../../../ui/dates";
import { Form } from "../../../ui/Form";
import { Dialog } from "../../../ui/overlays";
import type { LifeAct } from "../life";
import type { Contract } from "../types";
import { useContractActs } from "../useContractActs";

interface StepDialogProps {
  contract: Contract;
  act: LifeAct;
  onClose: () => void;
}

/** Takes a contract one step further in its life: when it happened, and the scan where one is needed. */
export function StepDialog({ contract, act, onClose }: StepDialogProps) {
  const { t } = useTranslation("contracts");
  const { zone } = useSession();
  const { step, isPending, problem } = useContractActs(contract, { quiet: true });
  const evidence = useEvidence({ type: "contract", id: contract.id }, "ATTACHMENT_CATEGORY_CONTRACT_SCAN");
  const today = todayIn(zone);
  const asksScan = act === "recordReturn";

  const save = async (date: string, close: () => void): Promise<void> => {
    const scan = asksScan ? await evidence.attached() : undefined;
    if (asksScan && !scan) return;
    if (await step(act, { date, ...(scan && { scanAttachmentId: scan }) })) close();
  };
  return (
    <Dialog title={t(`life.do.${act}`)} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {(close) => (
        <>
          <p className="contract-note">{t(`life.what.${act}`)}</p>
          <Form
            submit={t(`life.do.${act}`)}
            isPending={isPending || evidence.isPending}
            problem={problem ?? evidence.problem}
            onCancel={close}
            onSubmit={({ date = "" }) => void save(date, close)}
          >
            {asksScan && <EvidenceField label={t("life.scan")} of={evidence} />}
            {act !== "approve" && (
              <DatePicker
                name="date"
                label={t(`life.date.${act}`)}
                defaultValue={today}
                from={earliest(contract, act)}
                to={today}
                isRequired
                autoFocus
              />
            )}
          </Form>
        </>
      )}
    </Dialog>
  );
}

/** A step does not come before the one before it. */
function earliest(contract: Contract, act: LifeAct): string | undefined {
  const days: Readonly<Partial<Record<LifeAct, string>>> = {
    recordReturn: contract.sealDate,
    fulfil: contract.effectiveDate,
  };
  return days[act] || undefined;
}
