import { useTranslation } from "react-i18next";
import { isZero } from "../../../api/money";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { StandingBadge } from "../../../parts/instalment/Standing";
import { Panel } from "../../../ui/Panel";
import { Badge, DateText, Money } from "../../../ui/shown";
import { ReviseDialog } from "../acts/ReviseDialog";
import { dayOf } from "../money";
import { useConditionText, useValueText } from "../terms/words";
import type { Contract, Instalment, Plan } from "../types";

interface InstalmentsPanelProps {
  contract: Contract;
  plan: Plan;
  onOpen: (id: string) => void;
}

/** The plan: each instalment with its condition, when it is due, what of it is paid. One opens with its whole story. */
export function InstalmentsPanel({ contract, plan, onOpen }: InstalmentsPanelProps) {
  const { t } = useTranslation("contracts");
  return (
    <Panel
      title={t("plan.title")}
      note={t("plan.version", { number: plan.number, version: plan.planVersion })}
      actions={<ReviseDialog contract={contract} plan={plan} />}
      isFlush
    >
      {plan.state === "PLAN_STATE_REFUSED" && (
        <p className="plan-refused" role="alert">
          {t("plan.refused")} {plan.refusalDetail}
        </p>
      )}
      <div className="plan-scroll">
        <table className="plan-table">
          <thead>
            <tr>
              <th scope="col">{t("plan.name")}</th>
              <th scope="col">{t("plan.when")}</th>
              <th scope="col">{t("plan.day")}</th>
              <th scope="col">{t("plan.amount")}</th>
              <th scope="col">{t("plan.paid")}</th>
              <th scope="col">{t("plan.open")}</th>
            </tr>
          </thead>
          <tbody>
            {plan.instalments.map((instalment) => (
              <Row key={instalment.id} of={instalment} onOpen={onOpen} />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function Row({ of, onOpen }: { of: Instalment; onOpen: (id: string) => void }) {
  const { t } = useTranslation("contracts");
  const word = useWords();
  const { zone } = useSession();
  const conditionText = useConditionText();
  const valueText = useValueText();
  const isCancelled = of.closeReason === "CLOSE_REASON_CANCELLED";
  const isLate = of.timeState === "TIME_STATE_OVERDUE";
  const isHeld = of.gate === "PAYMENT_GATE_SHIPMENT" && of.claimState !== "CLAIM_STATE_CLOSED";
  const isPartial = of.paymentState === "PAYMENT_STATE_PARTIAL";
  const day = of.settleDate || dayOf(of);
  return (
    <tr className={isCancelled ? "cancelled" : undefined}>
      <th scope="row">
        <button type="button" className="plan-open" onClick={() => onOpen(of.id)}>
          {of.name}
        </button>
        <span className="plan-marks">
          <StandingBadge of={of} />
          {of.layer !== "PAYMENT_LAYER_NORMAL" && of.layer !== "PAYMENT_LAYER_UNSPECIFIED" && (
            <Badge>{word("PaymentLayer", of.layer)}</Badge>
          )}
          {isHeld && <Badge tone="info">{word("PaymentGate", of.gate)}</Badge>}
          {of.disputed && !isZero(of.disputed) && <Badge tone="warn">{t("plan.disputed")}</Badge>}
          {of.promised && !isZero(of.promised) && <Badge tone="info">{t("plan.promised")}</Badge>}
        </span>
      </th>
      <td className="plan-condition">
        {of.share && <span>{valueText(of)} </span>}
        {conditionText(of)}
      </td>
      <td>{day ? <DateText of={day} zone={zone} /> : t("plan.noDay")}</td>
      <td>{of.amount && <Money of={of.amount} />}</td>
      <td>{of.paid && !isZero(of.paid) ? <Money of={of.paid} /> : "—"}</td>
      {/* On a phone it is said only where it is another amount. */}
      <td data-label={t("plan.open")} className={isPartial ? undefined : "same"}>
        {of.open && !isZero(of.open) ? <Money of={of.open} isLate={isLate} /> : "—"}
      </td>
    </tr>
  );
}
