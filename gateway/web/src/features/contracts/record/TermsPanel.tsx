import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { Button } from "../../../ui/Button";
import { Panel } from "../../../ui/Panel";
import { Badge } from "../../../ui/shown";
import { isChangeable } from "../life";
import { keyOf } from "../terms/TemplateSelect";
import { TermsDialog } from "../terms/TermsDialog";
import { TEMPLATES } from "../terms/templates";
import { useConditionText, useValueText } from "../terms/words";
import type { Contract } from "../types";

/** What the contract says about paying, in its own words. */
export function TermsPanel({ contract }: { contract: Contract }) {
  const { t } = useTranslation("contracts");
  const word = useWords();
  const { may } = useSession();
  const conditionText = useConditionText();
  const valueText = useValueText();
  const { terms = [], template = "", nonWorkingDayRule } = contract.terms ?? {};
  const isKnown = TEMPLATES.some((each) => each === template);
  return (
    <Panel
      title={t("terms.title")}
      note={isKnown ? t(`template.${keyOf(template)}`) : undefined}
      actions={
        may("contract.update") &&
        isChangeable(contract) && (
          <TermsDialog contract={contract} trigger={<Button kind="plain">{t("terms.edit")}</Button>} />
        )
      }
    >
      {terms.length === 0 ? (
        <p className="contract-none">{t("terms.none")}</p>
      ) : (
        <ol className="terms-list">
          {terms.map((term) => (
            <li key={JSON.stringify(term)}>
              <b>{valueText(term)}</b>
              <span>{term.name}</span>
              <span className="terms-condition">{conditionText(term)}</span>
              {term.layer === "PAYMENT_LAYER_RETENTION" && <Badge>{word("PaymentLayer", term.layer)}</Badge>}
              {term.gate === "PAYMENT_GATE_SHIPMENT" && <Badge tone="info">{word("PaymentGate", term.gate)}</Badge>}
            </li>
          ))}
        </ol>
      )}
      {terms.length > 0 && nonWorkingDayRule && (
        <p className="contract-none">{t("terms.ruleIs", { rule: word("NonWorkingDayRule", nonWorkingDayRule) })}</p>
      )}
    </Panel>
  );
}
