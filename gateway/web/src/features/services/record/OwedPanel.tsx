import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { usePlanOf } from "../../../parts/documents";
import { StandingBadge } from "../../../parts/instalment/Standing";
import { GoLink } from "../../../ui/Go";
import { Panel } from "../../../ui/Panel";
import { DateText, Money } from "../../../ui/shown";
import type { ServiceCharge } from "../types";

/** What of it is owed, and what is in invoices. */
export function OwedPanel({ of, onOpen }: { of: ServiceCharge; onOpen: (id: string) => void }) {
  const { t } = useTranslation("services");
  const { may, zone } = useSession();
  const plan = usePlanOf(of.id);
  if (!may("plan.read")) return null;
  const actions = plan && may("invoice.read") && (
    <GoLink go={{ to: "/invoices", search: { filter: `contract_id = "${of.id}"` } }} className="button plain">
      {t("owed.invoices")}
    </GoLink>
  );
  return (
    <Panel title={t("owed.title")} actions={actions}>
      {!plan && <p className="service-note">{t("owed.none")}</p>}
      <ul className="service-list">
        {plan?.instalments.map((each) => (
          <li key={each.id} className="service-line">
            <span>
              <button type="button" className="service-open" onClick={() => onOpen(each.id)}>
                {each.name}
              </button>{" "}
              <StandingBadge of={each} />
            </span>
            <span className="service-amount">{each.open && <Money of={each.open} />}</span>
            <span className="service-note">
              {t("field.dueDate")} {each.dueDate && <DateText of={each.dueDate} zone={zone} />}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
