import { useTranslation } from "react-i18next";
import { type Fact, Facts } from "../../../ui/Facts";
import { Panel } from "../../../ui/Panel";
import { Money } from "../../../ui/shown";
import { usePhone } from "../../../ui/usePhone";
import { Wide } from "../../../ui/Wide";
import type { Invoice } from "../types";

type Line = Invoice["lines"][number];

/** The lines as they are printed; net and tax make up the gross in each of them and below. */
export function Lines({ of }: { of: Invoice }) {
  const { t } = useTranslation("invoices");
  return <Panel title={t("lines")}>{usePhone() ? <NarrowLines of={of} /> : <WideLines of={of} />}</Panel>;
}

function WideLines({ of }: { of: Invoice }) {
  const { t } = useTranslation("invoices");
  return (
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
              <td>{described(line)}</td>
              <td>{counted(line)}</td>
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
  );
}

function NarrowLines({ of }: { of: Invoice }) {
  const { t } = useTranslation("invoices");
  const amounts = ({ net, tax, gross }: Pick<Line, "net" | "tax" | "gross">): Fact[] => [
    { name: t("field.net"), value: net && <Money of={net} /> },
    { name: t("field.tax"), value: tax && <Money of={tax} /> },
    { name: t("field.gross"), value: gross && <Money of={gross} /> },
  ];
  return (
    <ul className="invoice-list">
      {of.lines.map((line) => (
        <li key={line.id} className="invoice-line">
          <strong>{described(line)}</strong>
          <Facts
            of={[
              { name: t("field.quantity"), value: counted(line), isRare: true },
              { name: t("field.taxRate"), value: `${line.taxRate}%` },
              ...amounts(line),
            ]}
          />
        </li>
      ))}
      {of.lines.length > 1 && (
        <li className="invoice-line">
          <strong>{t("total")}</strong>
          <Facts of={amounts(of)} />
        </li>
      )}
    </ul>
  );
}

function described({ description, specification }: Line): string {
  return [description, specification].filter(Boolean).join(" ");
}

function counted({ quantity, unit }: Line): string {
  return [quantity, unit].filter(Boolean).join(" ");
}
