import { useTranslation } from "react-i18next";
import { useWords } from "../../i18n/words";
import { Money } from "../../ui/shown";
import { Wide } from "../../ui/Wide";
import type { Shared, Statement } from "./types";
import "./statements.css";

type Of = Pick<Statement | Shared, "balances" | "lines" | "kind">;

/** The balances of each section; sections are never added together. */
export function Balances({ of }: { of: Of }) {
  const { t } = useTranslation("statements");
  const word = useWords();
  const isAccount = of.kind === "STATEMENT_KIND_ACCOUNT";
  return (
    <Wide>
      <table className="statement-table">
        <thead>
          <tr>
            <th scope="col">{t("field.section")}</th>
            {isAccount && <th scope="col">{t("field.opening")}</th>}
            {isAccount && <th scope="col">{t("field.increase")}</th>}
            {isAccount && <th scope="col">{t("field.decrease")}</th>}
            <th scope="col">{t(isAccount ? "field.closing" : "field.balance")}</th>
            <th scope="col">{t("field.overdue")}</th>
          </tr>
        </thead>
        <tbody>
          {of.balances.map((each) => (
            <tr key={each.section}>
              <th scope="row">{word("StatementSection", each.section)}</th>
              {isAccount && <td>{each.opening && <Money of={each.opening} />}</td>}
              {isAccount && <td>{each.increase && <Money of={each.increase} />}</td>}
              {isAccount && <td>{each.decrease && <Money of={each.decrease} />}</td>}
              <td>{each.closing && <Money of={each.closing} />}</td>
              <td>{each.overdue && <Money of={each.overdue} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

/** What moved in the period, in order, with the balance of its section after it. */
export function Movements({ of }: { of: Of }) {
  const { t } = useTranslation("statements");
  const word = useWords();
  return (
    <Wide>
      <table className="statement-table">
        <thead>
          <tr>
            <th scope="col">{t("field.day")}</th>
            <th scope="col">{t("field.movement")}</th>
            <th scope="col">{t("field.document")}</th>
            <th scope="col">{t("field.section")}</th>
            <th scope="col">{t("field.amount")}</th>
            <th scope="col">{t("field.balance")}</th>
          </tr>
        </thead>
        <tbody>
          {of.lines.map((line) => (
            <tr key={line.position}>
              <td>{line.businessDate}</td>
              <th scope="row">{word("StatementMovement", line.movement)}</th>
              <th scope="row">{[line.documentNumber, line.instalmentName].filter(Boolean).join(" ")}</th>
              <th scope="row">{word("StatementSection", line.section)}</th>
              <td>
                {line.movement === "STATEMENT_MOVEMENT_INVOICE" || line.movement === "STATEMENT_MOVEMENT_RED_INVOICE"
                  ? line.invoiced && (
                      <span className="statement-invoiced">
                        {t("invoiced")} <Money of={line.invoiced} />
                      </span>
                    )
                  : line.amount && <Money of={line.amount} />}
              </td>
              <td>{line.balance && <Money of={line.balance} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
