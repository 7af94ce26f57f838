import { useTranslation } from "react-i18next";
import { Panel } from "../../../ui/Panel";
import { Money } from "../../../ui/shown";
import type { ServiceCharge } from "../types";

/** What is charged; net and tax make up gross on every line and in total. */
export function LinesPanel({ of }: { of: ServiceCharge }) {
  const { t } = useTranslation("services");
  return (
    <Panel title={t("lines.title")} note={t(of.pricesIncludeTax ? "lines.taxIncluded" : "lines.taxOnTop")}>
      {of.lines.length === 0 ? (
        <p className="service-note">{t("lines.none")}</p>
      ) : (
        <ul className="service-list">
          {of.lines.map((line) => (
            <li key={line.id} className="service-line">
              <b>{line.description}</b>
              <span className="service-amount">{line.gross && <Money of={line.gross} />}</span>
              <span className="service-note">
                {Number(line.quantity)} {line.unit} ×{" "}
                <Money of={{ currencyCode: of.currency, amount: line.unitPrice }} />
                {` · ${t("lines.tax", { rate: Number(line.taxRate) })}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
