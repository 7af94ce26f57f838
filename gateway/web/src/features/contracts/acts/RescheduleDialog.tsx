import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { DatePicker } from "../../../ui/dates";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { Dialog } from "../../../ui/overlays";
import { Badge, DateText, Money } from "../../../ui/shown";
import { usePlan } from "../queries";
import { movedBy } from "../reschedule";
import type { Contract, Milestone } from "../types";
import { useMilestoneName } from "../useMilestoneName";

interface RescheduleDialogProps {
  contract: Contract;
  milestone: Milestone;
  onClose: () => void;
}

/** Moves the day on which a milestone is expected; which money comes later by it is said before. */
export function RescheduleDialog({ contract, milestone, onClose }: RescheduleDialogProps) {
  const { t } = useTranslation("contracts");
  const name = useMilestoneName()(milestone);
  const { run, isPending, problem } = useCommand();
  const [to, setTo] = useState(milestone.expectedDate);
  const save = async (reason: string, close: () => void): Promise<void> => {
    const body = { expectedDate: to, reason };
    const path = { contract_id: contract.id, milestone_id: milestone.id };
    const move = () =>
      reply(
        api.POST("/v1/contracts/{contract_id}/milestones/{milestone_id}:reschedule", {
          params: { path },
          headers: ifMatch(contract),
          body,
        }),
      );
    if (await run(move, { done: t("milestone.moved", { name }), quiet: true })) close();
  };
  return (
    <Dialog title={t("milestone.moveTitle", { name })} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {(close) => (
        <Form
          submit={t("milestone.move")}
          isPending={isPending}
          problem={problem}
          onCancel={close}
          onSubmit={({ reason = "" }) => void save(reason.trim(), close)}
        >
          <DatePicker name="expectedDate" label={t("milestone.to")} value={to} onChange={setTo} isRequired autoFocus />
          <Preview contract={contract} milestone={milestone} to={to} />
          <TextField name="reason" label={t("milestone.why")} lines={2} maxLength={2000} isRequired />
        </Form>
      )}
    </Dialog>
  );
}

/** The money that waits for it: when it was expected, and when it will be. */
function Preview({ contract, milestone, to }: { contract: Contract; milestone: Milestone; to: string }) {
  const { t } = useTranslation("contracts");
  const { zone } = useSession();
  const { plan } = usePlan(contract.id);
  const moved = plan && to ? movedBy(plan, milestone, to) : [];
  if (moved.length === 0) return plan ? <p className="contract-note">{t("milestone.noMoney")}</p> : null;
  return (
    <div className="contract-note" aria-live="polite">
      <p>{t("milestone.preview")}</p>
      <ul className="contract-moves">
        {moved.map(({ instalment, before, after, days }) => (
          <li key={instalment.id}>
            <span>{instalment.name}</span>
            {instalment.open && <Money of={instalment.open} />}
            <span className="contract-move">
              {before ? <DateText of={before} zone={zone} /> : t("plan.noDay")}
              {days !== 0 && (
                <>
                  {" "}
                  {t("arrow")} <DateText of={after} zone={zone} />
                </>
              )}
            </span>
            {days !== 0 && (
              <Badge {...(days > 0 && { tone: "warn" })}>
                {days > 0 ? t("milestone.later", { count: days }) : t("milestone.earlier", { count: -days })}
              </Badge>
            )}
          </li>
        ))}
      </ul>
      <p className="contract-quiet">{t("milestone.about")}</p>
    </div>
  );
}
