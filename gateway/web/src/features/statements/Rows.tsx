import { useTranslation } from "react-i18next";
import { dayText } from "../../i18n/formats";
import { useWords } from "../../i18n/words";
import { Facts } from "../../ui/Facts";
import { Money } from "../../ui/shown";
import { usePhone } from "../../ui/usePhone";
import { Wide } from "../../ui/Wide";
import type { Shared, Statement } from "./types";
import "./statements.css";

type Of = Pick<Statement | Shared, "balances" | "lines" | "kind">;
type Line = Of["lines"][number];

/** The balances of each section; sections are never added together. */
export function Balances({ of }: { of: Of }) {
  return usePhone() ? <NarrowBalances of={of} /> : <WideBalances of={of} />;
}

/** What moved in the period, in order, with the balance of its section after it. */
export function Movements({ of }: { of: Of }) {
  return usePhone() ? <NarrowMovements of={of} /> : <WideMovements of={of} />;
}

function WideBalances({ of }: { of: Of }) {
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

function NarrowBalances({ of }: { of: Of }) {
  const { t } = useTranslation("statements");
  const word = useWords();
  const isAccount = of.kind === "STATEMENT_KIND_ACCOUNT";
  return (
    <ul className="statement-list">
      {of.balances.map((each) => (
        <li key={each.section}>
          <strong>{word("StatementSection", each.section)}</strong>
          <Facts
            of={[
              {
                name: t("field.opening"),
                value: isAccount && each.opening && <Money of={each.opening} />,
                isRare: true,
              },
              {
                name: t("field.increase"),
                value: isAccount && each.increase && <Money of={each.increase} />,
                isRare: true,
              },
              {
                name: t("field.decrease"),
                value: isAccount && each.decrease && <Money of={each.decrease} />,
                isRare: true,
              },
              {
                name: t(isAccount ? "field.closing" : "field.balance"),
                value: each.closing && (
                  <strong>
                    <Money of={each.closing} />
                  </strong>
                ),
              },
              { name: t("field.overdue"), value: each.overdue && <Money of={each.overdue} /> },
            ]}
          />
        </li>
      ))}
    </ul>
  );
}

function NarrowMovements({ of }: { of: Of }) {
  const { t } = useTranslation("statements");
  const dayOf = useDay();
  const word = useWords();
  return (
    <ul className="statement-list">
      {of.lines.map((line) => (
        <li key={line.position}>
          <span className="statement-move">
            <span>{word("StatementMovement", line.movement)}</span>
            <Moved of={line} />
          </span>
          <span className="statement-note">
            {[dayOf(line), line.documentNumber, line.instalmentName].filter(Boolean).join(" · ")}
          </span>
          {line.balance && (
            <span className="statement-note">
              {word("StatementSection", line.section)} {t("field.balance")} <Money of={line.balance} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function WideMovements({ of }: { of: Of }) {
  const { t } = useTranslation("statements");
  const dayOf = useDay();
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
              <td>{dayOf(line)}</td>
              <th scope="row">{word("StatementMovement", line.movement)}</th>
              <th scope="row">{[line.documentNumber, line.instalmentName].filter(Boolean).join(" ")}</th>
              <th scope="row">{word("StatementSection", line.section)}</th>
              <td>
                <Moved of={line} />
              </td>
              <td>{line.balance && <Money of={line.balance} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function useDay() {
  const { i18n } = useTranslation();
  return ({ businessDate }: Line) => businessDate && dayText(businessDate, i18n.language);
}

/** An invoice changes no balance: what it says is told apart from what moved. */
function Moved({ of }: { of: Line }) {
  const { t } = useTranslation("statements");
  const isInvoice = of.movement === "STATEMENT_MOVEMENT_INVOICE" || of.movement === "STATEMENT_MOVEMENT_RED_INVOICE";
  if (!isInvoice) return of.amount ? <Money of={of.amount} /> : null;
  return of.invoiced ? (
    <span className="statement-invoiced">
      {t("invoiced")} <Money of={of.invoiced} />
    </span>
  ) : null;
}
