import { useTranslation } from "react-i18next";
import { type Money as Amount, isZero, sum } from "../../../api/money";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/overlays";
import { Panel } from "../../../ui/Panel";
import { Money } from "../../../ui/shown";
import { useProducts } from "../queries";
import type { Deal } from "../types";
import { LinesForm } from "./LinesForm";

/** What it is about: products, how many, at what price. */
export function LinesPanel({ deal }: { deal: Deal }) {
  const { t } = useTranslation("deals");
  const { may } = useSession();
  const products = useProducts();
  const mayChange = may("opportunity.update") && deal.state === "OPPORTUNITY_STATE_OPEN" && !deal.archiveTime;
  const amounts = deal.lines.flatMap(({ amount }): Amount[] => (amount ? [amount] : []));
  const total = sum(amounts, deal.currency);
  return (
    <Panel
      title={t("lines.title")}
      note={deal.lines.length || undefined}
      actions={
        mayChange && (
          <Dialog title={t("lines.edit")} isWide trigger={<Button kind="plain">{t("lines.edit")}</Button>}>
            {(close) => <LinesForm deal={deal} close={close} />}
          </Dialog>
        )
      }
    >
      {deal.lines.length === 0 ? (
        <p className="deal-quiet">{t("lines.none")}</p>
      ) : (
        <table className="deal-lines">
          <thead>
            <tr>
              <th scope="col">{t("lines.product")}</th>
              <th scope="col">{t("lines.quantity")}</th>
              <th scope="col">{t("lines.price")}</th>
              <th scope="col">{t("lines.amount")}</th>
            </tr>
          </thead>
          <tbody>
            {deal.lines.map((line) => {
              const product = products?.find(({ id }) => id === line.productId);
              return (
                <tr key={line.id}>
                  <th scope="row">{product?.name ?? "…"}</th>
                  <td>
                    {line.quantity} {product?.unit}
                  </td>
                  <td>
                    {line.unitPrice ? <Money of={{ currencyCode: deal.currency, amount: line.unitPrice }} /> : "—"}
                  </td>
                  <td>{line.amount ? <Money of={line.amount} /> : "—"}</td>
                </tr>
              );
            })}
          </tbody>
          {!isZero(total) && deal.lines.length > 1 && (
            <tfoot>
              <tr>
                <th scope="row">{t("lines.total")}</th>
                <td />
                <td />
                <td>
                  <Money of={total} />
                </td>
              </tr>
            </tfoot>
          )}
        </table>
      )}
    </Panel>
  );
}
