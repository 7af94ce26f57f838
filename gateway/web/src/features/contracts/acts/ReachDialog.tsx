import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import type { Category } from "../../../parts/attaching";
import { todayIn } from "../../../parts/days";
import { EvidenceField, useEvidence } from "../../../parts/EvidenceField";
import { DatePicker } from "../../../ui/dates";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { Dialog } from "../../../ui/overlays";
import { Money } from "../../../ui/shown";
import { usePlan } from "../queries";
import { hangsOn } from "../reschedule";
import type { Contract, Milestone, MilestoneKind } from "../types";
import { useMilestoneName } from "../useMilestoneName";

/** What usually proves that a milestone is reached. */
const PROOF: Readonly<Partial<Record<MilestoneKind, Category>>> = {
  MILESTONE_KIND_SHIPPED: "ATTACHMENT_CATEGORY_DELIVERY_NOTE",
  MILESTONE_KIND_ARRIVED: "ATTACHMENT_CATEGORY_DELIVERY_NOTE",
  MILESTONE_KIND_INSTALLED: "ATTACHMENT_CATEGORY_ACCEPTANCE",
  MILESTONE_KIND_PRELIMINARY_ACCEPTANCE: "ATTACHMENT_CATEGORY_ACCEPTANCE",
  MILESTONE_KIND_FINAL_ACCEPTANCE: "ATTACHMENT_CATEGORY_ACCEPTANCE",
  MILESTONE_KIND_INVOICED: "ATTACHMENT_CATEGORY_INVOICE",
  MILESTONE_KIND_ADVANCE_RECEIVED: "ATTACHMENT_CATEGORY_BANK_RECEIPT",
};

interface ReachDialogProps {
  contract: Contract;
  milestone: Milestone;
  onClose: () => void;
}

/** Notes that a milestone is reached, with evidence, and says what is owed from then on. */
export function ReachDialog({ contract, milestone, onClose }: ReachDialogProps) {
  const { t } = useTranslation("contracts");
  const { zone } = useSession();
  const name = useMilestoneName()(milestone);
  const { run, isPending, problem } = useCommand();
  const evidence = useEvidence(
    { type: "contract", id: contract.id },
    PROOF[milestone.kind] ?? "ATTACHMENT_CATEGORY_OTHER",
  );
  const { plan } = usePlan(contract.id);
  const owed = plan?.instalments.filter((instalment) => hangsOn(instalment, milestone)) ?? [];
  const today = todayIn(zone);

  const save = async (actualDate: string, note: string, close: () => void): Promise<void> => {
    const evidenceAttachmentId = await evidence.attached();
    if (!evidenceAttachmentId) return;
    const reach = () =>
      reply(
        api.POST("/v1/contracts/{contract_id}/milestones/{milestone_id}:reach", {
          params: { path: { contract_id: contract.id, milestone_id: milestone.id } },
          headers: ifMatch(contract),
          body: { actualDate, evidenceAttachmentId, note },
        }),
      );
    if (await run(reach, { done: t("milestone.reached", { name }), quiet: true })) close();
  };
  return (
    <Dialog title={t("milestone.reachTitle", { name })} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {(close) => (
        <>
          {owed.length > 0 && (
            <div className="contract-note">
              <p>{t("milestone.owed")}</p>
              <ul className="contract-moves">
                {owed.map((instalment) => (
                  <li key={instalment.id}>
                    <span>{instalment.name}</span>
                    {instalment.open && <Money of={instalment.open} />}
                  </li>
                ))}
              </ul>
            </div>
          )}
          <Form
            submit={t("milestone.reach")}
            isPending={isPending || evidence.isPending}
            problem={problem ?? evidence.problem}
            onCancel={close}
            onSubmit={({ actualDate = "", note = "" }) => void save(actualDate, note.trim(), close)}
          >
            <DatePicker
              name="actualDate"
              label={t("milestone.on")}
              defaultValue={today}
              to={today}
              isRequired
              autoFocus
            />
            <EvidenceField label={t("milestone.evidence")} of={evidence} />
            <TextField name="note" label={t("milestone.note")} lines={2} maxLength={2000} />
          </Form>
        </>
      )}
    </Dialog>
  );
}
