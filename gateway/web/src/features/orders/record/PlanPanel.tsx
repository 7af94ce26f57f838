import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useContract, usePlanOf } from "../../../parts/documents";
import { StandingBadge } from "../../../parts/instalment/Standing";
import { GoLink } from "../../../ui/Go";
import { Panel } from "../../../ui/Panel";
import { DateText, Money } from "../../../ui/shown";
import type { Order } from "../types";

/** What of it is owed: by its own plan, by month, or by the plan of its contract. */
export function PlanPanel({ of, onOpen }: { of: Order; onOpen: (id: string) => void }) {
  const { t } = useTranslation("orders");
  const { may } = useSession();
  if (!may("plan.read")) return null;
  return (
    <Panel title={t("plan.title")}>
      {of.basis === "SALES_ORDER_BASIS_ORDER" ? <Own of={of} onOpen={onOpen} /> : <Elsewhere of={of} />}
    </Panel>
  );
}

function Own({ of, onOpen }: { of: Order; onOpen: (id: string) => void }) {
  const { t } = useTranslation("orders");
  const { zone } = useSession();
  const plan = usePlanOf(of.id);
  if (!plan) {
    const terms = of.terms?.terms ?? [];
    return (
      <>
        <p className="order-note">{t("plan.none")}</p>
        <ul className="order-list">
          {terms.map((term) => (
            <li key={JSON.stringify(term)}>
              {term.name} {term.share && `${Number(term.share)}%`}
            </li>
          ))}
        </ul>
      </>
    );
  }
  return (
    <ul className="order-list">
      {plan.instalments.map((instalment) => {
        const day = instalment.settleDate || instalment.dueDate || instalment.expectedDate;
        return (
          <li key={instalment.id} className="order-line">
            <span>
              <button type="button" className="order-open" onClick={() => onOpen(instalment.id)}>
                {instalment.name}
              </button>{" "}
              <StandingBadge of={instalment} />
            </span>
            <span className="order-amount">{instalment.amount && <Money of={instalment.amount} />}</span>
            <span className="order-note">{day ? <DateText of={day} zone={zone} /> : t("plan.noDay")}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Elsewhere({ of }: { of: Order }) {
  const { t } = useTranslation("orders");
  const contract = useContract(of.contractId);
  if (of.basis === "SALES_ORDER_BASIS_CONTRACT") {
    return (
      <>
        <p>{t("plan.ofContract")}</p>
        <GoLink go={{ to: `/contracts/${of.contractId}` }}>{contract ? contract.number : "…"}</GoLink>
      </>
    );
  }
  return (
    <>
      <p>{t(of.cutOffDay ? "plan.monthlyOn" : "plan.monthly", { day: of.cutOffDay, count: of.creditDays })}</p>
      <GoLink go={{ to: `/customers/${of.customerId}` }}>{t("plan.customer")}</GoLink>
    </>
  );
}
