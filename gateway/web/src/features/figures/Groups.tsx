import { useTranslation } from "react-i18next";
import { isZero } from "../../api/money";
import { useWords } from "../../i18n/words";
import { useGroupNames } from "../../parts/report/groups";
import { Panel } from "../../ui/Panel";
import { Money } from "../../ui/shown";
import { Wide } from "../../ui/Wide";
import type { Row } from "./queries";
import type { Group } from "./search";
import { percent } from "./texts";

const AMOUNTS = ["opening", "arisen", "collected", "closing", "overdue"] as const;

/** Who or what is behind the figures, the largest balance first. */
export function Groups({ by, rows }: { by: Group; rows: readonly Row[] }) {
  const { t, i18n } = useTranslation("figures");
  const word = useWords();
  const { shown } = useGroupNames(by);
  const rate = (value: string): string => (value ? percent(value, i18n.language) : "—");
  return (
    <Panel title={t("behind")} isFlush>
      <Wide>
        <table className="report-rows">
          <thead>
            <tr>
              <th scope="col">{word("AgeingGroup", by)}</th>
              {AMOUNTS.map((part) => (
                <th key={part} scope="col" className="end">
                  {t(`part.${part}`)}
                </th>
              ))}
              <th scope="col" className="end">
                {t("rate.collectionRate")}
              </th>
              <th scope="col" className="end">
                {t("rate.daysOutstanding")}
              </th>
              <th scope="col" className="end">
                {t("rate.late")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.group}>
                <th scope="row">{shown(row.group)}</th>
                {AMOUNTS.map((part) => {
                  const amount = row[part];
                  const isLate = part === "overdue" && amount !== undefined && !isZero(amount);
                  return (
                    <td key={part} className="end">
                      {amount && <Money of={amount} precision="short" isLate={isLate} />}
                    </td>
                  );
                })}
                <td className="end">{rate(row.collectionRate)}</td>
                <td className="end">{row.daysOutstanding || "—"}</td>
                <td className="end">{row.averageDaysLate || "—"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </Panel>
  );
}
