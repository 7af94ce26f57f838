import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { blankLine, draftOfLine, LinesEditor, linesOf } from "../../../parts/lines/LinesEditor";
import { useProducts } from "../../../parts/lines/products";
import { Button } from "../../../ui/Button";
import { Form } from "../../../ui/Form";
import { Dialog } from "../../../ui/overlays";
import { Panel } from "../../../ui/Panel";
import { Money } from "../../../ui/shown";
import { isChangeable } from "../life";
import type { Contract } from "../types";
import { useContractActs } from "../useContractActs";

/** What is sold, with tax; net and tax make up gross on every line and in total. */
export function LinesPanel({ contract }: { contract: Contract }) {
  const { t } = useTranslation("contracts");
  const { may } = useSession();
  const products = useProducts();
  const mayChange = may("contract.update") && isChangeable(contract);
  return (
    <Panel
      title={t("lines.title")}
      note={t(contract.pricesIncludeTax ? "lines.taxIncluded" : "lines.taxOnTop")}
      actions={
        mayChange && (
          <Dialog title={t("lines.edit")} isWide trigger={<Button kind="plain">{t("lines.edit")}</Button>}>
            {(close) => <LinesForm contract={contract} close={close} />}
          </Dialog>
        )
      }
    >
      {contract.lines.length === 0 ? (
        <p className="contract-none">{t("lines.none")}</p>
      ) : (
        <table className="contract-lines">
          <thead>
            <tr>
              <th scope="col">{t("lines.product")}</th>
              <th scope="col">{t("lines.quantity")}</th>
              <th scope="col">{t("lines.price")}</th>
              <th scope="col">{t("lines.tax")}</th>
              <th scope="col">{t("lines.gross")}</th>
            </tr>
          </thead>
          <tbody>
            {contract.lines.map((line) => (
              <tr key={line.id}>
                <th scope="row">
                  {line.description || (products?.find(({ id }) => id === line.productId)?.name ?? "…")}
                </th>
                <td>
                  {line.quantity} {line.unit}
                </td>
                <td>
                  <Money of={{ currencyCode: contract.currency, amount: line.unitPrice }} />
                </td>
                <td>{line.taxRate ? `${Number(line.taxRate)}%` : "—"}</td>
                <td>{line.gross && <Money of={line.gross} />}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t("lines.total")}</th>
              <td />
              <td />
              <td />
              <td>{contract.gross && <Money of={contract.gross} />}</td>
            </tr>
          </tfoot>
        </table>
      )}
    </Panel>
  );
}

function LinesForm({ contract, close }: { contract: Contract; close: () => void }) {
  const { change, isPending, problem } = useContractActs(contract, { quiet: true });
  const [lines, setLines] = useState(() =>
    contract.lines.length > 0 ? contract.lines.map(draftOfLine) : [blankLine()],
  );
  return (
    <Form
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={async () => {
        if (await change({ lines: linesOf(lines) })) close();
      }}
    >
      <LinesEditor lines={lines} currencyCode={contract.currency} onChange={setLines} />
    </Form>
  );
}
