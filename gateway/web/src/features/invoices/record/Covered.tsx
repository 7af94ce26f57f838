import { useTranslation } from "react-i18next";
import { GoLink } from "../../../ui/Go";
import { Panel } from "../../../ui/Panel";
import { Money } from "../../../ui/shown";
import { useInstalment } from "../queries";
import type { Invoice } from "../types";

/** The instalments that it is for, and how much of each it covers now. */
export function Covered({ of }: { of: Invoice }) {
  const { t } = useTranslation("invoices");
  return (
    <Panel title={t(of.originalId ? "taken" : "coverage")}>
      {of.coverage.length === 0 ? (
        <p className="invoice-note">{t("coversNothing")}</p>
      ) : (
        <ul className="invoice-list">
          {of.coverage.map((each) => (
            <li key={each.id}>
              <Name id={each.instalmentId} />
              {each.amount && <Money of={each.amount} />}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Name({ id }: { id: string }) {
  const { data } = useInstalment(id);
  return (
    <GoLink go={{ to: "/receivables", search: { instalment: id } }}>
      {data ? `${data.contractNumber} ${data.name}` : "…"}
    </GoLink>
  );
}
