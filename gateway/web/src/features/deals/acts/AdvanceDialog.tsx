import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { todayIn } from "../../../parts/days";
import { named } from "../../../parts/said";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { Dialog } from "../../../ui/overlays";
import { Skeleton } from "../../../ui/shown";
import { useDeal, useProcess } from "../queries";
import { checkGates, stageOf, wayTo } from "../stages";
import type { Deal } from "../types";
import { useDealActs } from "../useDealActs";
import { GateList } from "./GateList";

export interface AdvanceDialogProps {
  dealId: string;
  /** Key of the stage to enter. */
  to: string;
  onClose: () => void;
}

/** Moves a deal to another stage: what the way there asks for is given right here. */
export function AdvanceDialog({ dealId, to, onClose }: AdvanceDialogProps) {
  const { t } = useTranslation("deals");
  const { language } = useSession();
  const { data: deal } = useDeal(dealId);
  const process = useProcess(deal?.salesProcessId);
  const stage = named(stageOf(process, to), language);
  return (
    <Dialog title={t("advance.title", { stage })} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {(close) => (deal && process ? <Advance deal={deal} to={to} close={close} /> : <Skeleton lines={4} />)}
    </Dialog>
  );
}

function Advance({ deal, to, close }: { deal: Deal; to: string; close: () => void }) {
  const { t } = useTranslation("deals");
  const { language, zone } = useSession();
  const process = useProcess(deal.salesProcessId);
  const { advance, isPending, problem } = useDealActs(deal, { quiet: true });
  const way = wayTo(process, deal.stage, to);
  const checked = checkGates(deal, way, todayIn(zone));
  const missing = checked.filter(({ holds }) => holds === false).length;
  const names = { stage: named(stageOf(process, to), language), from: named(stageOf(process, deal.stage), language) };
  return (
    <>
      <p className="advance-deal">{deal.name}</p>
      {way.length === 0 ? (
        <p className="advance-note">{t("advance.back", names)}</p>
      ) : (
        <section className="advance-gates" aria-label={t("gate.title", names)}>
          <p className="advance-note">
            {missing > 0 ? t("advance.missing", { ...names, count: missing }) : t("advance.open", names)}
          </p>
          <GateList deal={deal} of={checked} isNamed={way.length > 1} mayMend />
        </section>
      )}
      <Form
        submit={t("advance.do", names)}
        isPending={isPending}
        problem={problem}
        onCancel={close}
        onSubmit={async ({ note = "" }) => {
          if (await advance(to, note.trim())) close();
        }}
      >
        <TextField name="note" label={t("advance.why")} lines={2} maxLength={2000} />
      </Form>
    </>
  );
}
