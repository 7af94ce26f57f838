import { useTranslation } from "react-i18next";
import { Panel } from "../../../ui/Panel";
import { Money } from "../../../ui/shown";
import { Wide } from "../../../ui/Wide";
import { Amounts } from "./Amounts";
import type { Return } from "./queries";

const COLUMNS = [
  "leads",
  "qualified",
  "converted",
  "conversionRate",
  "costs",
  "costPerLead",
  "won",
  "wonAmounts",
  "collected",
  "returnOnCollected",
] as const;

/** Channel by channel. Rates as the server reckons them. */
export function ReturnRows({ of: rows }: { of: readonly Return[] }) {
  const { t } = useTranslation("settings");
  return (
    <Panel title={t("returns.channels")} isFlush>
      <Wide>
        <table className="settings-table">
          <thead>
            <tr>
              <th scope="col">{t("returns.channel")}</th>
              {COLUMNS.map((column) => (
                <th key={column} scope="col" className="end">
                  {t(`returns.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={`${row.sourceId} ${row.campaignId}`} of={row} />
            ))}
          </tbody>
        </table>
      </Wide>
    </Panel>
  );
}

function Row({ of: row }: { of: Return }) {
  const { t } = useTranslation("settings");
  const rate = (value: string, text: (value: string) => string): string => (value ? text(value) : "—");
  return (
    <tr>
      <th scope="row" className="returns-name">
        {row.name || t("returns.without")}
      </th>
      <td className="end">{row.leads}</td>
      <td className="end">{row.qualified}</td>
      <td className="end">{row.converted}</td>
      <td className="end">{rate(row.conversionRate, (value) => t("returns.percent", { value }))}</td>
      <td className="end">
        <Amounts of={row.costs} />
      </td>
      <td className="end">{row.costPerLead ? <Money of={row.costPerLead} precision="short" /> : "—"}</td>
      <td className="end">{row.won}</td>
      <td className="end">
        <Amounts of={row.wonAmounts} />
      </td>
      <td className="end">
        <Amounts of={row.collectedAmounts} />
      </td>
      <td className="end">{rate(row.returnOnCollected, (value) => t("returns.times", { value }))}</td>
    </tr>
  );
}
