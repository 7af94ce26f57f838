import { useTranslation } from "react-i18next";
import { Panel } from "../../../ui/Panel";
import { Money } from "../../../ui/shown";
import { Wide } from "../../../ui/Wide";
import type { Invoice } from "../types";

/** The lines as they are printed; net and tax make up the gross in each of them and below. */
export function Lines({ of }: { of: Invoice }) {
  const { t } = useTranslation("invoices");
  return (
    <Panel title={t("lines")}>
      <Wide>
        <table className="invoice-lines">
          <thead>
            <tr>
              <th scope="col">{t("field.description")}</th>
              <th scope="col">{t("field.quantity")}</th>
              <th scope="col">{t("field.taxRate")}</th>
              <th scope="col">{t("field.net")}</th>
              <th scope="col">{t("field.tax")}</th>
              <th scope="col">{t("field.gross")}</th>
            </tr>
          </thead>
          <tbody>
            {of.lines.map((line) => (
              <tr key={line.id}>
                <td>{[line.description, line.specification].filter(Boolean).join(" ")}</td>
                <td>{[line.quantity, line.unit].filter(Boolean).join(" ")}</td>
                <td>{line.taxRate}%</td>
                <td>{line.net && <Money of={line.net} />}</td>
                <td>{line.tax && <Money of={line.tax} />}</td>
                <td>{line.gross && <Money of={line.gross} />}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={3}>
                {t("total")}
              </th>
              <td>{of.net && <Money of={of.net} />}</td>
              <td>{of.tax && <Money of={of.tax} />}</td>
              <td>{of.gross && <Money of={of.gross} />}</td>
            </tr>
          </tfoot>
        </table>
      </Wide>
    </Panel>
  );
}
