import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { GoLink } from "../../ui/Go";
import { Panel } from "../../ui/Panel";
import { usePeople } from "../../ui/people";
import { Money } from "../../ui/shown";
import { Wide } from "../../ui/Wide";
import type { Row } from "./queries";

const AMOUNTS = ["accrued", "clawedBack", "amount"] as const;

interface PeopleProps {
  of: readonly Row[];
  chosen: string | undefined;
  month: string;
  onClear: () => void;
}

/** What everybody gets for the month; a name shows the entries of that person alone. */
export function People({ of: rows, chosen, month, onClear }: PeopleProps) {
  const { t } = useTranslation("commission");
  const { nameOf } = usePeople();
  const clear = chosen && (
    <Button kind="plain" onPress={onClear}>
      {t("everybody")}
    </Button>
  );
  return (
    <Panel title={t("people")} isFlush actions={clear}>
      <Wide>
        <table className="commission-rows">
          <thead>
            <tr>
              <th scope="col">{t("field.person")}</th>
              {AMOUNTS.map((name) => (
                <th key={name} scope="col" className={name === "accrued" ? "end rare" : "end"}>
                  {t(`field.${name}`)}
                </th>
              ))}
              <th scope="col" className="end rare">
                {t("field.entries")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.ownerId} ${row.amount?.currencyCode}`}>
                <th scope="row">
                  <GoLink go={{ to: "/receivables/commission", search: { month, person: row.ownerId } }}>
                    {nameOf(row.ownerId)}
                  </GoLink>
                </th>
                {AMOUNTS.map((name) => {
                  const amount = row[name];
                  return (
                    <td key={name} className={name === "accrued" ? "end rare" : "end"}>
                      {amount && <Money of={amount} />}
                    </td>
                  );
                })}
                <td className="end rare">{row.entries}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </Panel>
  );
}
